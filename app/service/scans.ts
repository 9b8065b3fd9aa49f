/** The scans of a library: one at a time, with their progress reported. */
import type { JobProgress } from '../model/jobs.ts';
import { ProgressMeter } from '../model/progress.ts';
import type { ScanCounts, ScanResult } from '../scan/scan-result.ts';

/** Write methods of the database that scans use. */
export interface ScanWrites {
  scan(options: { readonly mount: string | null }): Promise<ScanResult>;
  cancelScan(): Promise<void>;
}

export class Scans {
  readonly #write: ScanWrites;
  readonly #mountDirectory: () => string | null;
  readonly #report: (progress: JobProgress) => void;
  readonly #ended: (result: ScanResult | null) => void;
  readonly #meter = new ProgressMeter('scan');
  #running: Promise<ScanResult> | null = null;
  #next: Promise<ScanResult> | null = null;

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
   * Scans all folders. A call during a scan queues one more, because the running scan may not know the newest folder.
   */
  scan(): Promise<ScanResult> {
    if (!this.#running) return this.#start();
    this.#next ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#next = null;
        return this.#start();
      });
    return this.#next;
  }

  async cancel(): Promise<void> {
    await this.#write.cancelScan();
  }

  /** Resolves when no scan is running or queued. */
  async idle(): Promise<void> {
    for (let scan = this.#next ?? this.#running; scan; scan = this.#next ?? this.#running) await scan.catch(() => {});
  }

  /** Takes the counts of the running scan. */
  counted(counts: Readonly<ScanCounts>): void {
    this.#meter.update(counts);
    this.#report(this.#meter.current);
  }

  #start(): Promise<ScanResult> {
    this.#running = this.#run().finally(() => (this.#running = null));
    return this.#running;
  }

  async #run(): Promise<ScanResult> {
    this.#meter.start();
    let result: ScanResult | null = null;
    try {
      result = await this.#write.scan({ mount: this.#mountDirectory() });
      this.#meter.update(result);
      this.#meter.end(
        result.cancelled ? 'cancelled' : 'idle',
        result.errors[0] ? `${Buffer.from(result.errors[0].path).toString()}: ${result.errors[0].message}` : null,
      );
      return result;
    } catch (error) {
      this.#meter.end('failed', (error as Error).message);
      throw error;
    } finally {
      this.#report(this.#meter.current);
      this.#ended(result);
    }
  }
}
