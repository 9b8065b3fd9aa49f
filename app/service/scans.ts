/** The scans of a library: one at a time, with their progress reported. */
import type { JobProgress } from '../model/jobs.ts';
import { ProgressMeter } from '../model/progress.ts';
import type { AskedPlace } from '../scan/places.ts';
import type { ScanCounts, ScanResult } from '../scan/scan-result.ts';
import { wordsOf } from '../model/system-errors.ts';

/** Write methods of the database that scans use. */
export interface ScanWrites {
  scan(options: { readonly mount: string | null; readonly places: readonly AskedPlace[] | null }): Promise<ScanResult>;
  cancelScan(): Promise<void>;
}

/** A scan that begins when the running one has ended. */
interface QueuedScan {
  readonly result: Promise<ScanResult>;
  /** Null for the whole library. */
  places: readonly AskedPlace[] | null;
}

export class Scans {
  readonly #write: ScanWrites;
  readonly #mountDirectory: () => string | null;
  readonly #report: (progress: JobProgress) => void;
  readonly #ended: (result: ScanResult | null) => void;
  readonly #meter = new ProgressMeter('scan');
  #running: Promise<ScanResult> | null = null;
  #next: QueuedScan | null = null;
  #isClosed = false;

  /**
   * @param mountDirectory path that is not scanned; null when nothing is mounted
   * @param report called with the progress as it changes
   * @param ended called after each scan with its result; null where it failed
   */
  constructor(
    write: ScanWrites,
    mountDirectory: () => string | null,
    report: (progress: JobProgress) => void,
    ended: (result: ScanResult | null) => void,
  ) {
    this.#write = write;
    this.#mountDirectory = mountDirectory;
    this.#report = report;
    this.#ended = ended;
  }

  get progress(): JobProgress {
    return this.#meter.current;
  }

  /**
   * Scans the whole library, or parts of it. A call during a scan queues one more, because the running scan may have
   * passed what the call is about; further calls extend the queued one.
   * @param places null for the whole library
   */
  scan(places: readonly AskedPlace[] | null = null): Promise<ScanResult> {
    if (!this.#running) return this.#start(places);
    if (this.#next) {
      this.#next.places = this.#next.places === null || places === null ? null : [...this.#next.places, ...places];
      return this.#next.result;
    }
    const result = this.#running
      .catch(() => {})
      .then(() => {
        const { places: queued } = this.#next!;
        this.#next = null;
        return this.#start(queued);
      });
    this.#next = { result, places };
    return result;
  }

  async cancel(): Promise<void> {
    await this.#write.cancelScan();
  }

  /** Resolves when no scan is running or queued. */
  async idle(): Promise<void> {
    const last = (): Promise<ScanResult> | null => this.#next?.result ?? this.#running;
    for (let scan = last(); scan; scan = last()) await scan.catch(() => {});
  }

  /** Ends the running scan; queued ones do not begin. Resolves when none is running. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.cancel().catch(() => {});
    await this.idle();
  }

  /** Takes the counts of the running scan. */
  counted(counts: Readonly<ScanCounts>): void {
    this.#meter.update(counts);
    this.#report(this.#meter.current);
  }

  #start(places: readonly AskedPlace[] | null): Promise<ScanResult> {
    if (this.#isClosed) return Promise.reject(new Error('the library is being closed'));
    this.#running = this.#run(places).finally(() => (this.#running = null));
    return this.#running;
  }

  async #run(places: readonly AskedPlace[] | null): Promise<ScanResult> {
    this.#meter.start();
    let result: ScanResult | null = null;
    try {
      result = await this.#write.scan({ mount: this.#mountDirectory(), places });
      this.#meter.update(result);
      this.#meter.end(
        result.cancelled ? 'cancelled' : 'idle',
        result.errors[0] ? `${Buffer.from(result.errors[0].path).toString()}: ${result.errors[0].message}` : null,
      );
      return result;
    } catch (error) {
      this.#meter.end('failed', wordsOf(error));
      throw error;
    } finally {
      this.#report(this.#meter.current);
      this.#ended(result);
    }
  }
}
