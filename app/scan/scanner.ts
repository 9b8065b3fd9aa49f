/**
 * Scans the roots of a library: walk, compare with what is known, read what is new or changed, store.
 *
 * Nothing needs repair after a kill: what was committed is skipped by its stamp, and the rest is found again.
 */
import type { TrackWriter } from '../library/track-writer.ts';
import type { Connection } from '../storage/connection.ts';
import { FileWindow } from '../storage/file-window.ts';
import { Copies } from './copies.ts';
import { ScanPass } from './scan-pass.ts';
import type { ScanObserver, ScanResult, ScanRoot } from './scan-result.ts';
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
   * @param skip folders that are not entered: the mount, so that the library does not scan itself
   * @param signal ends the scan after the current file; what was read is kept
   */
  async scan(
    roots: readonly ScanRoot[],
    skip: (path: Buffer) => boolean,
    observer: ScanObserver,
    signal: AbortSignal,
  ): Promise<ScanResult> {
    const pass = new ScanPass(
      { connection: this.#connection, files: this.#store, copies: this.#copies, sidecars: this.#sidecars },
      this.#window,
      observer,
      signal,
      skip,
    );
    for (const root of roots) await pass.count(root);
    for (const root of roots) await pass.scanRoot(root);
    await pass.findMoved();
    return pass.result();
  }
}
