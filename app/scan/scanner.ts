/**
 * Scans the roots of a library: walk, compare with what is known, read what is new or changed, store.
 *
 * Nothing needs repair after a kill: what was committed is skipped by its stamp, and the rest is found again.
 */
import type { TrackWriter } from '../library/track-writer.ts';
import { SCAN_CHECKPOINTS, USUAL_CHECKPOINTS } from '../storage/checkpoints.ts';
import type { Connection } from '../storage/connection.ts';
import { FileWindow } from '../storage/file-window.ts';
import { HeldFiles } from './batch-files.ts';
import { Copies } from './copies.ts';
import { FileCount } from './file-count.ts';
import type { Skip } from './left-out.ts';
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
    const pass = await this.#pass(skip, observer, signal);
    return this.#run(pass, async () => {
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
    const pass = await this.#pass(skip, observer, signal);
    return this.#run(pass, async () => {
      await pass.scanAll(places);
      await pass.scanOrigins();
      await pass.findMoved();
    });
  }

  async #run(pass: ScanPass, scan: () => Promise<void>): Promise<ScanResult> {
    this.#set(SCAN_CHECKPOINTS);
    try {
      await scan();
      return pass.result();
    } finally {
      this.#set(USUAL_CHECKPOINTS);
    }
  }

  #set(pragmas: readonly string[]): void {
    for (const pragma of pragmas) this.#connection.pragma(pragma);
  }

  async #pass(skip: Skip, observer: ScanObserver, signal: AbortSignal): Promise<ScanPass> {
    return new ScanPass(
      { connection: this.#connection, files: this.#store, copies: this.#copies, sidecars: this.#sidecars },
      await this.#open(skip, signal),
      new FileCount(skip, signal),
      observer,
      signal,
    );
  }
}
