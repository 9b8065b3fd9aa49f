/**
 * Analyses every file that has no analysis, measures the quality and hashes the audio of every file of which an earlier
 * Descant has not: hands files to the analysis pool and stores the results in batches.
 *
 * The work is derived from the database, so nothing is lost by pausing, closing or a kill: files without a stored
 * result are found again. A crash while a batch is stored means that its files are analysed once more, over the same
 * ids. A result is only kept where the file is still what the scan has read: a file that was replaced meanwhile, or
 * whose disk was taken away, waits for the next scan.
 */
import type { JobProgress } from '../model/jobs.ts';
import { AnalysisError, type AnalysisPool, type AudioAnalysis } from './analysis.ts';
import type { AnalysisRecord, PendingFile } from './stored-analyses.ts';
import { ProgressMeter } from '../model/progress.ts';
import type { QualityRecord } from './stored-quality.ts';
import { wordsOf } from '../model/system-errors.ts';

/** Results are stored when there are this many, or after this many milliseconds, whichever comes first. */
const STORE_FILES = 128;
const STORE_MS = 5_000;
/** Files that are read from the database at once. */
const PAGE = 64;
/** For files whose audio cannot be found. */
const NO_HASH = new Uint8Array();

export interface AnalysedFile {
  readonly file: PendingFile;
  readonly analysis: AudioAnalysis;
  /** As in the record. */
  readonly audioHash: Uint8Array | null;
}

/** A file whose analysis failed, or that only needed its hash or its quality. */
export interface OtherFile {
  readonly file: PendingFile;
  readonly record: AnalysisRecord;
}

/** Where the queue finds its work and puts its results. */
export interface AnalysisResults {
  /** Files without an analysis or a hash whose id is greater than `after`, in order of id. */
  pendingFiles(after: number, limit: number): Promise<readonly PendingFile[]>;
  countPending(): Promise<number>;
  /** Whether the file can be reached, and is what the scan has read. */
  isUnchanged(file: PendingFile): Promise<boolean>;
  /** Durable when the promise resolves. */
  store(analysed: readonly AnalysedFile[], others: readonly OtherFile[]): Promise<void>;
  /** Called when no file is left, or after a pause: the batches can be put in order. */
  settled(): Promise<void>;
}

export class AnalysisQueue {
  readonly #pool: AnalysisPool;
  readonly #results: AnalysisResults;
  readonly #meter = new ProgressMeter('analysis');
  readonly #onProgress: (progress: JobProgress) => void;
  #running: Promise<void> | null = null;
  #stop: AbortController | null = null;
  #paused = false;
  #woken = false;

  constructor(pool: AnalysisPool, results: AnalysisResults, onProgress: (progress: JobProgress) => void) {
    this.#pool = pool;
    this.#results = results;
    this.#onProgress = onProgress;
  }

  get progress(): JobProgress {
    return this.#meter.current;
  }

  /** Starts the work, or has a running pass followed by another: files may have been added. */
  wake(): void {
    this.#woken = true;
    if (this.#paused || this.#running) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#woken) this.wake();
    });
  }

  /** Cancels the files at work, stores the finished ones, and resolves when the queue is paused. */
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

  /** Resolves when no file is left, or when the queue is paused. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.#woken = false;
    try {
      const pending = await this.#results.countPending();
      if (pending > 0) await this.#workThrough(pending, stop);
    } catch (error) {
      stop.abort();
      this.#end('failed', wordsOf(error));
    }
  }

  async #workThrough(pending: number, stop: AbortController): Promise<void> {
    this.#meter.start();
    const batch = new ResultBatch(this.#results);
    let { done, failed } = this.#meter.current;
    let total = done + pending;
    const finish = async (file: PendingFile): Promise<void> => {
      const outcome = file.analysed ? null : await this.#pool.analyse(file.path, stop.signal).catch(failureOf);
      const isFailure = outcome !== null && 'code' in outcome;
      if (stop.signal.aborted && isFailure) return;
      const quality = file.analysed && !file.measured ? await this.#quality(file, stop.signal) : undefined;
      const audioHash = await this.#hash(file, stop.signal);
      if (outcome === null && (audioHash === null || quality === null)) return;
      if (!(await this.#results.isUnchanged(file))) {
        total--;
      } else {
        if (outcome === null) batch.addOther(file, audioHash, null, quality ?? undefined);
        else if (isFailure) batch.addOther(file, audioHash, { error: outcome.message, code: outcome.code });
        else batch.add({ file, analysis: outcome, audioHash });
        if (isFailure && outcome.code !== 'TOO_SHORT') failed++;
        done++;
      }
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
    await this.#results.settled();
    this.#end('idle');
  }

  /** As in the record. Files that cannot be hashed are not tried again and again. */
  #hash({ path }: PendingFile, signal: AbortSignal): Promise<Uint8Array | null> {
    return this.#pool.hash(path, signal).then(
      (hash) => hash ?? NO_HASH,
      (error: unknown) => (failureOf(error).code === 'CANCELLED' ? null : NO_HASH),
    );
  }

  /** As in the record; null where it was cancelled. Sounds that cannot be measured are not tried again and again. */
  #quality({ path }: PendingFile, signal: AbortSignal): Promise<QualityRecord | null> {
    return this.#pool
      .quality(path, signal)
      .catch((error: unknown) => (failureOf(error).code === 'CANCELLED' ? null : 'unknown'));
  }

  async *#work(signal: AbortSignal): AsyncGenerator<PendingFile> {
    for (let after = 0; ;) {
      const page = await this.#results.pendingFiles(after, PAGE);
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

function failureOf(error: unknown): Pick<AnalysisError, 'code' | 'message'> {
  return error instanceof AnalysisError ? error : { code: 'CRASHED', message: String(error) };
}

/** Results that are stored together. */
class ResultBatch {
  readonly #results: AnalysisResults;
  #analysed: AnalysedFile[] = [];
  #others: OtherFile[] = [];
  #since = performance.now();
  #storing: Promise<void> = Promise.resolve();

  constructor(results: AnalysisResults) {
    this.#results = results;
  }

  add(file: AnalysedFile): void {
    this.#analysed.push(file);
  }

  addOther(
    file: PendingFile,
    audioHash: Uint8Array | null,
    result: AnalysisRecord['result'],
    quality?: QualityRecord,
  ): void {
    const more = quality === undefined ? {} : { quality };
    this.#others.push({ file, record: { fileId: file.fileId, audioHash, ...more, result } });
  }

  async storeIfDue(): Promise<void> {
    if (this.#analysed.length + this.#others.length >= STORE_FILES || performance.now() - this.#since >= STORE_MS) {
      await this.store();
    }
  }

  /** Stores what is collected, after the batches before it. */
  store(): Promise<void> {
    const analysed = this.#analysed;
    const others = this.#others;
    this.#analysed = [];
    this.#others = [];
    this.#since = performance.now();
    if (analysed.length + others.length > 0) {
      this.#storing = this.#storing.then(() => this.#results.store(analysed, others));
    }
    return this.#storing;
  }
}
