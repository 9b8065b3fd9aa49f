/** The scan as the writing thread serves it: one at a time, over all roots, until it ends or is cancelled. */
import type { TrackWriter } from '../library/track-writer.ts';
import type { Connection } from '../storage/connection.ts';
import { isInside } from '../storage/path-bytes.ts';
import { roots } from './roots.ts';
import { Scanner } from './scanner.ts';
import type { ScanObserver, ScanResult } from './scan-result.ts';

/** A scan was asked for while one was running. */
export class ScanRunningError extends Error {
  readonly code = 'SCAN_RUNNING';
  constructor() {
    super('a scan is running already');
    this.name = 'ScanRunningError';
  }
}

export class ScanRun {
  readonly #connection: Connection;
  readonly #scanner: Scanner;
  readonly #observer: ScanObserver;
  #running: AbortController | null = null;

  constructor(connection: Connection, tracks: TrackWriter, observer: ScanObserver) {
    this.#connection = connection;
    this.#scanner = new Scanner(connection, tracks);
    this.#observer = observer;
  }

  /**
   * Scans all roots; resolves when the scan ends.
   * @param mount path of the mount, which is left out; null when nothing is mounted
   * @throws ScanRunningError
   */
  async scan(mount: string | null): Promise<ScanResult> {
    if (this.#running) throw new ScanRunningError();
    this.#running = new AbortController();
    const excluded = mount === null ? null : Buffer.from(mount);
    try {
      return await this.#scanner.scan(
        roots(this.#connection),
        (path) => excluded !== null && isInside(path, excluded),
        this.#observer,
        this.#running.signal,
      );
    } finally {
      this.#running = null;
    }
  }

  cancel(): void {
    this.#running?.abort();
  }
}
