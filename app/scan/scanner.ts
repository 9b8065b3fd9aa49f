/**
 * Scans the roots of a library: walk, compare with what is known, read what is new or changed, store.
 *
 * Nothing needs repair after a kill: what was committed is skipped by its stamp, the rest is found again, and the next start
 * makes the indexes that were away.
 */
import type { TrackWriter } from '../library/track-writer.ts';
import { SCAN_CHECKPOINTS, USUAL_CHECKPOINTS } from '../storage/checkpoints.ts';
import type { Connection } from '../storage/connection.ts';
import { FileWindow } from '../storage/file-window.ts';
import { HeldFiles } from './batch-files.ts';
import { Copies } from './copies.ts';
import { FileCount } from './file-count.ts';
import type { Skip } from './left-out.ts';
import { LateIndexes } from './late-indexes.ts';
import { everywhere } from './places.ts';
import { ScanPass } from './scan-pass.ts';
import { ScanReader, type ScanSource } from './scan-reader.ts';
import type { ScanObserver, ScanPlace, ScanResult, ScanRoot } from './scan-result.ts';
import { FileStore } from './store-files.ts';
import { SidecarStore } from './store-sidecars.ts';

/** Begins the reading half of a scan. */
export type OpenSource = (skip: Skip, signal: AbortSignal) => ScanSource | Promise<ScanSource>;

export class Scanner {
  readonly #connection: Connection;
  readonly #store: FileStore;
  readonly #copies: Copies;
  readonly #sidecars: SidecarStore;
  readonly #window = new FileWindow();
  readonly #open: OpenSource;

  /** @param open where scans get what they store from; by default they read in this thread */
  constructor(connection: Connection, tracks: TrackWriter, open: OpenSource | null = null) {
    this.#connection = connection;
    this.#open =
      open ?? ((skip, signal) => new ScanReader(connection, this.#window, skip, signal, () => new HeldFiles()));
    this.#store = new FileStore(connection, tracks);
    this.#copies = new Copies(connection, tracks);
    this.#sidecars = new SidecarStore(connection);
  }

  /**
   * Scans all of the library.
   * @param skip folders that are not entered: see `leftOut`
   * @param signal ends the scan after the current file; what was read is kept
   */
  async scan(roots: readonly ScanRoot[], skip: Skip, observer: ScanObserver, signal: AbortSignal): Promise<ScanResult> {
    return this.#run(skip, observer, signal, async (pass) => {
      await pass.scanAll(everywhere(roots));
      await pass.findMoved();
    });
  }

  /** Scans parts of the library: see `scan`. */
  async scanPlaces(
    places: readonly ScanPlace[],
    skip: Skip,
    observer: ScanObserver,
    signal: AbortSignal,
  ): Promise<ScanResult> {
    return this.#run(skip, observer, signal, async (pass) => {
      await pass.scanAll(places);
      await pass.scanOrigins();
      await pass.findMoved();
    });
  }

  async #run(
    skip: Skip,
    observer: ScanObserver,
    signal: AbortSignal,
    scan: (pass: ScanPass) => Promise<void>,
  ): Promise<ScanResult> {
    const indexes = new LateIndexes(this.#connection);
    const pass = await this.#pass(indexes, skip, observer, signal);
    this.#set(SCAN_CHECKPOINTS);
    try {
      await scan(pass);
      return pass.result();
    } finally {
      await indexes.make();
      this.#set(USUAL_CHECKPOINTS);
    }
  }

  #set(pragmas: readonly string[]): void {
    for (const pragma of pragmas) this.#connection.pragma(pragma);
  }

  async #pass(indexes: LateIndexes, skip: Skip, observer: ScanObserver, signal: AbortSignal): Promise<ScanPass> {
    return new ScanPass(
      { connection: this.#connection, files: this.#store, copies: this.#copies, sidecars: this.#sidecars, indexes },
      await this.#open(skip, signal),
      new FileCount(skip, signal),
      observer,
      signal,
    );
  }
}
