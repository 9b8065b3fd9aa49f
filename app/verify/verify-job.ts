/**
 * Verifies the originals with their audio, in the background: one run at a time, which can be paused, resumed and
 * cancelled. A page of files is stored as soon as it is verified, so that a run goes on behind it after a pause, a restart
 * or a kill. A limit of bytes per second leaves the disk to others.
 */
import type { AnalysisPool } from '../analysis/analysis.ts';
import { NotFoundError } from '../library/not-found.ts';
import type { VerifyProgress } from '../model/verify.ts';
import { verifyPage, type VerifyReads } from './verify-originals.ts';
import type { VerifiedFiles, VerifyRun } from './verify-runs.ts';
import { wordsOf } from '../model/system-errors.ts';

/** Files of a page: decoding one takes seconds. */
const PAGE = 8;
/** The same where the speed is limited, so that the pauses are short. */
const SLOW_PAGE = 2;
const MEGABYTE = 1_000_000;

export interface VerifyTools {
  readonly read: VerifyReads & {
    openVerifyRun(): Promise<VerifyRun | null>;
    originalTotals(request: { query: string; after: number }): Promise<{ files: number; bytes: number }>;
  };
  readonly write: {
    beginVerifyRun(request: { query: string }): Promise<VerifyRun>;
    storeVerified(page: VerifiedFiles): Promise<void>;
    endVerifyRun(request: { run: number }): Promise<void>;
  };
  readonly pool: Pick<AnalysisPool, 'check' | 'hash'>;
  /** MB per second that are read at most where a run does not say; 0 for no limit. */
  readonly usualRate: () => Promise<number>;
  readonly onProgress: (progress: VerifyProgress) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export interface VerifyRequest {
  readonly query: string;
  /** Begins anew, also where a run of this query can be continued. */
  readonly restart: boolean;
  /** MB per second; null for the setting `verify.rate`. */
  readonly rate: number | null;
}

/** A run of another query is at work. */
export class VerifyRunningError extends Error {
  readonly code = 'VERIFY_RUNNING';
  constructor(query: string) {
    super(`a run that verifies ${query === '' ? 'the whole library' : query} is at work; wait for it, or cancel it`);
    this.name = 'VerifyRunningError';
  }
}

const NOTHING: VerifyProgress = {
  state: 'idle',
  run: null,
  query: '',
  done: 0,
  total: 0,
  bytes: 0,
  totalBytes: 0,
  rate: 0,
  timeLeft: null,
  agreed: 0,
  decoded: 0,
  problems: 0,
  message: null,
};

export class VerifyJob {
  readonly #tools: VerifyTools;
  #progress = NOTHING;
  #rate = 0;
  #stop: AbortController | null = null;
  #running: Promise<void> | null = null;

  constructor(tools: VerifyTools) {
    this.#tools = tools;
  }

  /** A run that an earlier process has not ended is paused. */
  async progress(): Promise<VerifyProgress> {
    if (this.#progress.state !== 'idle') return this.#progress;
    const run = await this.#tools.read.openVerifyRun();
    if (run !== null && this.#progress.state === 'idle') this.#progress = await this.#progressOf(run, 'paused');
    return this.#progress;
  }

  /**
   * Starts a run, or continues the one of this query that has not ended. One of this query that is at work goes on.
   * @throws VerifyRunningError, QueryError
   */
  async start({ query, restart, rate }: VerifyRequest): Promise<VerifyProgress> {
    const known = await this.progress();
    if (this.#running !== null) {
      if (known.query === query) return known;
      throw new VerifyRunningError(known.query);
    }
    await this.#tools.read.originalTotals({ query, after: 0 });
    const open = await this.#tools.read.openVerifyRun();
    const isSame = open !== null && open.query === query && !restart;
    return this.#begin(isSame ? open : await this.#tools.write.beginVerifyRun({ query }), rate);
  }

  /** Ends the work at hand; what is done is kept. */
  async pause(): Promise<VerifyProgress> {
    await this.#halt();
    if (this.#progress.state === 'running') this.#set({ state: 'paused', timeLeft: null });
    return this.progress();
  }

  /** Goes on with a run that was paused. @throws NotFoundError when there is none */
  async resume(rate: number | null = null): Promise<VerifyProgress> {
    if (this.#running !== null) return this.#progress;
    const open = await this.#tools.read.openVerifyRun();
    if (open === null) throw new NotFoundError('there is no run of verify to resume');
    return this.#begin(open, rate);
  }

  /** Ends the run; the next one begins anew. */
  async cancel(): Promise<VerifyProgress> {
    await this.#halt();
    const open = await this.#tools.read.openVerifyRun();
    if (open === null) return this.progress();
    await this.#tools.write.endVerifyRun({ run: open.id });
    this.#progress = await this.#progressOf(open, 'cancelled');
    this.#set({});
    return this.#progress;
  }

  /** Resolves when no run is at work. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** A run at work can be continued by the next process. */
  async close(): Promise<void> {
    await this.#halt();
  }

  async #begin(run: VerifyRun, rate: number | null): Promise<VerifyProgress> {
    this.#rate = (rate ?? (await this.#tools.usualRate())) * MEGABYTE;
    this.#progress = await this.#progressOf(run, 'running');
    this.#set({});
    const stop = new AbortController();
    this.#stop = stop;
    this.#running = this.#work(run, stop.signal).finally(() => {
      this.#running = null;
    });
    return this.#progress;
  }

  async #halt(): Promise<void> {
    this.#stop?.abort(new Error('the run was paused'));
    await this.#running;
  }

  async #work({ id, query, after: begin }: VerifyRun, signal: AbortSignal): Promise<void> {
    const { read, write, pool, now } = this.#tools;
    const start = now();
    let bytes = 0;
    const limit = this.#rate > 0 ? SLOW_PAGE : PAGE;
    try {
      for (let after: number | null = begin; after !== null;) {
        signal.throwIfAborted();
        const page = await verifyPage(read, pool, { query, after, limit }, true, signal);
        await write.storeVerified({ ...page, run: id });
        bytes += page.bytes;
        after = page.next;
        this.#count(page, (1000 * bytes) / Math.max(1, now() - start));
        if (after !== null) await this.#slowDown(bytes, start, signal);
      }
      this.#set({ state: 'done', timeLeft: 0 });
    } catch (error) {
      // Whoever halts it says what it is then.
      if (!signal.aborted) this.#set({ state: 'failed', message: wordsOf(error), timeLeft: null });
    }
  }

  #count(page: Pick<VerifiedFiles, 'checked' | 'bytes' | 'agreed' | 'decoded' | 'problems'>, rate: number): void {
    const { done, bytes, agreed, decoded, problems, total, totalBytes } = this.#progress;
    const read = bytes + page.bytes;
    this.#set({
      done: done + page.checked,
      // Files may have come since the run began.
      total: Math.max(total, done + page.checked),
      bytes: read,
      totalBytes: Math.max(totalBytes, read),
      agreed: agreed + page.agreed,
      decoded: decoded + page.decoded,
      problems: problems + page.problems.length,
      rate,
      timeLeft: rate > 0 ? Math.max(0, totalBytes - read) / rate : null,
    });
  }

  /** Waits until so many bytes may have been read. */
  async #slowDown(bytes: number, start: number, signal: AbortSignal): Promise<void> {
    if (this.#rate <= 0) return;
    const early = start + (1000 * bytes) / this.#rate - this.#tools.now();
    if (early > 0) await this.#tools.sleep(early, signal);
  }

  async #progressOf(run: VerifyRun, state: VerifyProgress['state']): Promise<VerifyProgress> {
    const { id, query, after, checked, bytes, agreed, decoded, problems } = run;
    const left = await this.#tools.read.originalTotals({ query, after });
    return {
      ...NOTHING,
      state,
      run: id,
      query,
      done: checked,
      total: checked + left.files,
      bytes,
      totalBytes: bytes + left.bytes,
      agreed,
      decoded,
      problems,
    };
  }

  #set(change: Partial<VerifyProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#tools.onProgress(this.#progress);
  }
}
