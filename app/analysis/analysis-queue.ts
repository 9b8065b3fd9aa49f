/**
 * Listens to every file that has not been listened to: hands files to the analysis pool, stores what
 * comes back. What is still to do is derived from the database, so there is nothing to lose: pausing,
 * closing or a kill only leaves files for later.
 *
 * Results are stored in batches, first in the vector store and the fingerprint index, then in SQLite,
 * which says that a file is done; a crash in between means that a file is analysed once more, over the
 * same ids.
 */
import type { JobProgress } from '../model/jobs.ts';
import { AnalysisError, type AnalysisPool, type AudioAnalysis } from './analysis.ts';
import type { AnalysisRecord, PendingFile } from './stored-analyses.ts';
import { ProgressMeter } from '../model/progress.ts';

const STORE_FILES = 128;
const STORE_MS = 5_000;
const PAGE = 64;

/** Where the queue finds its work and puts its results. */
export interface AnalysisShelf {
  pendingFiles(after: number, limit: number): Promise<readonly PendingFile[]>;
  countPending(): Promise<number>;
  /** Durable when the promise resolves. */
  store(
    analysed: readonly { readonly file: PendingFile; readonly analysis: AudioAnalysis }[],
    failed: readonly { readonly file: PendingFile; readonly record: AnalysisRecord }[],
  ): Promise<void>;
  /** All that could be done is done for now. */
  settled(): Promise<void>;
}

export class AnalysisQueue {
  readonly #pool: AnalysisPool;
  readonly #shelf: AnalysisShelf;
  readonly #meter = new ProgressMeter('analysis');
  readonly #onProgress: (progress: JobProgress) => void;
  #running: Promise<void> | null = null;
  #stop: AbortController | null = null;
  #paused = false;
  #woken = false;

  constructor(pool: AnalysisPool, shelf: AnalysisShelf, onProgress: (progress: JobProgress) => void) {
    this.#pool = pool;
    this.#shelf = shelf;
    this.#onProgress = onProgress;
  }

  get progress(): JobProgress {
    return this.#meter.current;
  }

  /** There may be new work. */
  wake(): void {
    this.#woken = true;
    if (this.#paused || this.#running) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#woken) this.wake();
    });
  }

  /** Ends the files at work, keeps what is done. */
  async pause(): Promise<void> {
    this.#paused = true;
    this.#woken = false;
    this.#stop?.abort();
    await this.#running;
    this.#end('paused');
  }

  resume(): void {
    this.#paused = false;
    this.wake();
  }

  /** Resolves when there is nothing left to do, or when the queue is paused. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.#woken = false;
    try {
      const pending = await this.#shelf.countPending();
      if (pending > 0) await this.#workThrough(pending, stop);
    } catch (error) {
      stop.abort();
      this.#end('failed', (error as Error).message);
    }
  }

  async #workThrough(pending: number, stop: AbortController): Promise<void> {
    this.#meter.start();
    const batch = new ResultBatch(this.#shelf);
    let { done, failed } = this.#meter.current;
    let total = done + pending;
    const finish = async (file: PendingFile): Promise<void> => {
      try {
        batch.add(file, await this.#pool.analyse(file.path, stop.signal));
      } catch (error) {
        if (stop.signal.aborted) return;
        const { code, message } =
          error instanceof AnalysisError ? error : { code: 'CRASHED' as const, message: String(error) };
        if (code !== 'TOO_SHORT') failed++;
        batch.fail(file, code, message);
      }
      done++;
      total = Math.max(total, done);
      this.#meter.update({ done, total, failed });
      this.#onProgress(this.progress);
      await batch.storeIfDue();
    };
    const atWork = new Set<Promise<void>>();
    for await (const file of this.#work(stop.signal)) {
      const work = finish(file).finally(() => atWork.delete(work));
      atWork.add(work);
      if (atWork.size >= this.#pool.size) await Promise.race(atWork);
    }
    await Promise.all(atWork);
    await batch.store();
    await this.#shelf.settled();
    this.#end('idle');
  }

  async *#work(signal: AbortSignal): AsyncGenerator<PendingFile> {
    for (let after = 0; ;) {
      const page = await this.#shelf.pendingFiles(after, PAGE);
      if (page.length === 0) return;
      for (const file of page) {
        if (signal.aborted) return;
        yield file;
      }
      after = page.at(-1)!.fileId;
    }
  }

  #end(state: 'idle' | 'paused' | 'failed', message: string | null = null): void {
    this.#meter.end(state, message);
    this.#onProgress(this.progress);
  }
}

/** Results that wait to be stored together. */
class ResultBatch {
  readonly #shelf: AnalysisShelf;
  #analysed: { file: PendingFile; analysis: AudioAnalysis }[] = [];
  #failed: { file: PendingFile; record: AnalysisRecord }[] = [];
  #since = performance.now();
  #storing: Promise<void> = Promise.resolve();

  constructor(shelf: AnalysisShelf) {
    this.#shelf = shelf;
  }

  add(file: PendingFile, analysis: AudioAnalysis): void {
    this.#analysed.push({ file, analysis });
  }

  fail(file: PendingFile, code: AnalysisError['code'], error: string): void {
    this.#failed.push({ file, record: { fileId: file.fileId, result: { error, code } } });
  }

  async storeIfDue(): Promise<void> {
    if (this.#analysed.length + this.#failed.length >= STORE_FILES || performance.now() - this.#since >= STORE_MS) {
      await this.store();
    }
  }

  /** One after the other, in order. */
  store(): Promise<void> {
    const analysed = this.#analysed;
    const failed = this.#failed;
    this.#analysed = [];
    this.#failed = [];
    this.#since = performance.now();
    if (analysed.length + failed.length > 0) {
      this.#storing = this.#storing.then(() => this.#shelf.store(analysed, failed));
    }
    return this.#storing;
  }
}
