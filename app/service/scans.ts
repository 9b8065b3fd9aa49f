/** The scans of a library, one at a time, and what is told of them. */
import type { JobProgress } from '../model/jobs.ts';
import type { WriterMethods } from './writer-thread.ts';
import { ProgressMeter } from '../model/progress.ts';
import type { ScanCounts, ScanResult } from '../scan/scanner.ts';
import type { Thread } from '../storage/thread.ts';

export class Scans {
  readonly #writer: Thread<WriterMethods>;
  readonly #mountDirectory: () => string | null;
  readonly #report: (progress: JobProgress) => void;
  readonly #ended: () => void;
  readonly #meter = new ProgressMeter('scan');
  #running: Promise<ScanResult> | null = null;
  #next: Promise<ScanResult> | null = null;

  /**
   * @param mountDirectory what is not to be scanned
   * @param ended called after each scan
   */
  constructor(
    writer: Thread<WriterMethods>,
    mountDirectory: () => string | null,
    report: (progress: JobProgress) => void,
    ended: () => void,
  ) {
    this.#writer = writer;
    this.#mountDirectory = mountDirectory;
    this.#report = report;
    this.#ended = ended;
  }

  get progress(): JobProgress {
    return this.#meter.current;
  }

  /** Scans all folders. While a scan is running one more is due behind it: it may not know the newest folder. */
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
    await this.#writer.call.cancelScan();
  }

  /** Resolves when no scan is running or due. */
  async idle(): Promise<void> {
    for (let scan = this.#next ?? this.#running; scan; scan = this.#next ?? this.#running) await scan.catch(() => {});
  }

  /** The running scan has come so far. */
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
    try {
      const result = await this.#writer.call.scan({ mount: this.#mountDirectory() });
      this.#meter.update(result);
      this.#meter.end(
        result.cancelled ? 'cancelled' : 'idle',
        result.errors[0] ? `${result.errors[0].path.toString()}: ${result.errors[0].message}` : null,
      );
      return result;
    } catch (error) {
      this.#meter.end('failed', (error as Error).message);
      throw error;
    } finally {
      this.#report(this.#meter.current);
      this.#ended();
    }
  }
}
