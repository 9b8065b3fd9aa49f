/** The scan as the writing thread serves it: one at a time, until it ends or is cancelled. */
import type { TrackWriter } from '../library/track-writer.ts';
import { MESSAGES } from '../model/messages.ts';
import type { Connection } from '../storage/connection.ts';
import { leftOut } from './left-out.ts';
import { placesIn, type AskedPlace } from './places.ts';
import { roots } from './roots.ts';
import type { ScanReading } from './scan-reading.ts';
import { Scanner } from './scanner.ts';
import type { ScanObserver, ScanResult } from './scan-result.ts';

/** A scan was asked for while one was running. */
export class ScanRunningError extends Error {
  readonly code = 'SCAN_RUNNING';
  constructor() {
    super(MESSAGES.SCAN_RUNNING);
    this.name = 'ScanRunningError';
  }
}

export class ScanRun {
  readonly #connection: Connection;
  readonly #library: Buffer | null;
  readonly #scanner: Scanner;
  readonly #observer: ScanObserver;
  readonly #reading: ScanReading | null;
  #running: AbortController | null = null;
  /** Path of the mount during the running scan. */
  #mount: Buffer | null = null;

  /**
   * @param reading the thread that reads; null to read in the thread that writes
   * @param library real path of the library folder, which is left out; null for none
   */
  constructor(
    connection: Connection,
    tracks: TrackWriter,
    observer: ScanObserver,
    reading: ScanReading | null = null,
    library: string | null = null,
  ) {
    this.#connection = connection;
    this.#library = library === null ? null : Buffer.from(library);
    this.#scanner = new Scanner(connection, tracks, reading && ((_skip, signal) => reading.open(this.#mount, signal)));
    this.#observer = observer;
    this.#reading = reading;
  }

  /**
   * Scans all roots, or the parts of them that are asked for; resolves when the scan ends.
   * @param mount path of the mount, which is left out; null when nothing is mounted
   * @param asked null for all roots
   * @throws ScanRunningError
   */
  async scan(mount: string | null, asked: readonly AskedPlace[] | null = null): Promise<ScanResult> {
    if (this.#running) throw new ScanRunningError();
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#mount = mount === null ? null : Buffer.from(mount);
    const skip = leftOut(this.#mount, this.#library);
    const all = roots(this.#connection);
    try {
      if (asked === null) return await this.#scanner.scan(all, skip, this.#observer, signal);
      return await this.#scanner.scanPlaces(
        placesIn(all, asked).filter(({ path }) => !skip(path)),
        skip,
        this.#observer,
        signal,
      );
    } finally {
      this.#running = null;
      this.#reading?.rest();
    }
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  cancel(): void {
    this.#running?.abort();
  }
}
