/**
 * Scans the roots of a library: walk, compare with what is known, read what is new or changed, store.
 *
 * Nothing needs repair after a kill: what was committed is skipped by its stamp, and the rest is found again.
 */
import type { TrackWriter } from '../library/track-writer.ts';
import type { Connection } from '../storage/connection.ts';
import { FileWindow } from '../storage/file-window.ts';
import { Copies } from './copies.ts';
import { everywhere } from './places.ts';
import { ScanPass } from './scan-pass.ts';
import { ScanReader } from './scan-reader.ts';
import type { ScanObserver, ScanPlace, ScanResult, ScanRoot } from './scan-result.ts';
import { FileStore } from './store-files.ts';
import { SidecarStore } from './store-sidecars.ts';

export class Scanner {
  readonly #connection: Connection;
  readonly #store: FileStore;
  readonly #copies: Copies;
  readonly #sidecars: SidecarStore;
  readonly #window = new FileWindow();

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#connection = connection;
    this.#store = new FileStore(connection, tracks);
    this.#copies = new Copies(connection, tracks);
    this.#sidecars = new SidecarStore(connection);
  }

  /**
   * Scans all of the library.
   * @param skip folders that are not entered: the mount, so that the library does not scan itself
   * @param signal ends the scan after the current file; what was read is kept
   */
  async scan(
    roots: readonly ScanRoot[],
    skip: (path: Buffer) => boolean,
    observer: ScanObserver,
    signal: AbortSignal,
  ): Promise<ScanResult> {
    const pass = this.#pass(skip, observer, signal);
    await pass.scanAll(everywhere(roots));
    await pass.findMoved();
    return pass.result();
  }

  /** Scans parts of the library: see `scan`. */
  async scanPlaces(
    places: readonly ScanPlace[],
    skip: (path: Buffer) => boolean,
    observer: ScanObserver,
    signal: AbortSignal,
  ): Promise<ScanResult> {
    const pass = this.#pass(skip, observer, signal);
    await pass.scanAll(places);
    await pass.scanOrigins();
    await pass.findMoved();
    return pass.result();
  }

  #pass(skip: (path: Buffer) => boolean, observer: ScanObserver, signal: AbortSignal): ScanPass {
    return new ScanPass(
      { connection: this.#connection, files: this.#store, copies: this.#copies, sidecars: this.#sidecars },
      new ScanReader(this.#connection, this.#window, skip, signal),
      observer,
      signal,
    );
  }
}
