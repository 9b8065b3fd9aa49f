/**
 * The analysis in the background: it begins when the stores agree with the database, follows each scan, and rests
 * while a rebuild replaces what it writes to.
 */
import type { JobProgress } from '../model/jobs.ts';
import type { AnalysisQueue } from './analysis-queue.ts';

export interface BackgroundAnalysisOptions {
  readonly queue: AnalysisQueue;
  /** Whether the queue runs without being told to. */
  readonly automatic: boolean;
  /** Repairs the index and the vector store: see `AnalysisStore.reconcile`. */
  readonly reconcile: () => Promise<void>;
  /** Clears the results of failed files. @returns the number of files */
  readonly retryFailed: () => Promise<number>;
  /** Takes damaged fingerprints out of the database, so that their files are analysed again. @returns how many it were */
  readonly forgetDamaged: (fileIds: readonly number[]) => Promise<number>;
  /** Called when `reconcile` failed: the analysis then does not begin. Not called after `close`. */
  readonly onProblem: (error: Error) => void;
}

export class BackgroundAnalysis {
  readonly #options: BackgroundAnalysisOptions;
  /** Resolves when the first pass has been started, or when it cannot be. */
  #begun: Promise<void> = Promise.resolve();
  /** Whether the queue is resumed at the end of the hold; null while there is no hold. */
  #resumeAfterHold: boolean | null = null;
  #closed = false;

  constructor(options: BackgroundAnalysisOptions) {
    this.#options = options;
  }

  get progress(): JobProgress {
    return this.#options.queue.progress;
  }

  /** Repairs the stores, then starts the queue. Nothing happens where the analysis is not automatic. */
  begin(): void {
    if (this.#options.automatic) this.#begun = this.#begin();
  }

  /** Files may have been added. */
  wake(): void {
    if (this.#options.automatic) this.#options.queue.wake();
  }

  async pause(): Promise<void> {
    if (this.#resumeAfterHold !== null) this.#resumeAfterHold = false;
    await this.#options.queue.pause();
  }

  /** During a hold the queue is resumed at its end. */
  resume(): void {
    if (this.#resumeAfterHold !== null) this.#resumeAfterHold = true;
    else this.#options.queue.resume();
  }

  /** Queues failed files again. @returns the number of files */
  async retry(): Promise<number> {
    const files = await this.#options.retryFailed();
    this.wake();
    return files;
  }

  /** Makes the fingerprints of these files anew, where they are damaged. */
  async makeAnew(fileIds: readonly number[]): Promise<void> {
    try {
      if ((await this.#options.forgetDamaged(fileIds)) > 0) this.wake();
    } catch (error) {
      if (!this.#closed) this.#options.onProblem(error as Error);
    }
  }

  /** Resolves when the stores agree with the database and no file is left, or when the queue is paused. */
  async idle(): Promise<void> {
    await this.#begun;
    await this.#options.queue.idle();
  }

  /** Pauses the queue until the returned function is called. One hold at a time. */
  async hold(): Promise<() => void> {
    await this.#begun;
    const { queue, automatic } = this.#options;
    const { state } = queue.progress;
    // A queue that is not automatic has to be resumed only if a command has started it.
    const running = state !== 'paused' && (automatic || state === 'running');
    this.#resumeAfterHold = running;
    if (running) await queue.pause();
    return () => {
      const resume = this.#resumeAfterHold === true;
      this.#resumeAfterHold = null;
      if (resume && !this.#closed) queue.resume();
    };
  }

  /** Stores the finished files and stops. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#options.queue.pause();
  }

  async #begin(): Promise<void> {
    try {
      await this.#options.reconcile();
      this.wake();
    } catch (error) {
      if (!this.#closed) this.#options.onProblem(error as Error);
    }
  }
}
