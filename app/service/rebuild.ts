/**
 * Rebuilds derived data: the full-text search with the derived columns, the fingerprint index, the vectors. One
 * rebuild at a time; the analysis rests meanwhile, unless only the search is rebuilt.
 *
 * A kill at any moment costs work and nothing else. For the search see `search-rebuild.ts`. The index and the vectors
 * are discarded first, and the next start finds what is missing from them (`AnalysisStore.reconcile`). Embeddings are
 * kept nowhere but in the vector store, so a rebuild of the vectors analyses every file again; until then the
 * database keeps the earlier results.
 */
import type { RebuildPart, RebuildProgress } from '../model/jobs.ts';
import { MESSAGES } from '../model/messages.ts';
import { PauseGate } from '../model/pause-gate.ts';
import { NothingToPauseError, type OnStart } from './tasks.ts';
import { wordsOf } from '../model/system-errors.ts';

/** The steps of a rebuild. */
export interface RebuildTools {
  /** Pauses the analysis. @returns a function that resumes it */
  holdAnalysis(): Promise<() => void>;
  /** @returns the number of tracks; null when the rebuild of the search was ended before its end */
  search(): Promise<number | null>;
  /** Lets the rebuild of the search rest between two slices, or go on; edits and scans run meanwhile. */
  pauseSearch(isPaused: boolean): Promise<void>;
  /** Ends the rebuild of the search, also one that rests. @param later keeps what is done for the next start to continue */
  endSearch(later: boolean): Promise<void>;
  /** @returns the number of fingerprints in the index */
  index(onProgress: (done: number, total: number) => void): Promise<number>;
  /** @returns the number of files that are queued for a new analysis */
  vectors(): Promise<number>;
}

/** A rebuild was asked for while one was running. */
export class RebuildRunningError extends Error {
  readonly code = 'REBUILD_RUNNING';
  constructor() {
    super(MESSAGES.REBUILD_RUNNING);
    this.name = 'RebuildRunningError';
  }
}

const NOTHING: RebuildProgress = {
  state: 'idle',
  isPaused: false,
  part: null,
  done: 0,
  total: 0,
  tracks: null,
  fingerprints: null,
  filesToAnalyse: null,
  message: null,
};

/** Vectors come last: the analysis that makes them takes long and continues after the rebuild. */
const ORDER: readonly RebuildPart[] = ['search', 'index', 'vectors'];

export class Rebuild {
  readonly #tools: RebuildTools;
  #progress = NOTHING;
  #running: Promise<void> | null = null;
  #end: 'cancel' | 'close' | null = null;
  readonly #gate = new PauseGate();
  #onStart: OnStart = () => {};

  constructor(tools: RebuildTools) {
    this.#tools = tools;
  }

  /** @param listener called when a run begins; replaces the one before */
  onStart(listener: OnStart): void {
    this.#onStart = listener;
  }

  get progress(): RebuildProgress {
    return this.#progress;
  }

  /** @throws RebuildRunningError */
  start(parts: readonly RebuildPart[]): void {
    if (this.#running) throw new RebuildRunningError();
    this.#end = null;
    this.#gate.resume();
    this.#progress = { ...NOTHING, state: 'running' };
    this.#running = this.#run(parts).finally(() => (this.#running = null));
    this.#onStart(() => this.start(parts));
  }

  /** Takes the progress of the part at work. @throws Error while the library closes, to end that part */
  report(done: number, total: number): void {
    if (this.#end === 'close') throw new Error('the library is being closed');
    this.#progress = { ...this.#progress, done, total };
  }

  /** Resolves when no rebuild is running. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /**
   * Lets the rebuild of the search rest, or go on. The index is not stopped on the way: searches would miss what it does
   * not hold yet, and the analysis rests while it is filled. The vectors are only discarded, which takes a moment.
   * @throws NothingToPauseError
   */
  async setPaused(isPaused: boolean): Promise<void> {
    if (this.#running === null || !this.canPause) throw new NothingToPauseError();
    this.#gate.set(isPaused);
    this.#progress = { ...this.#progress, isPaused };
    await this.#tools.pauseSearch(isPaused);
  }

  get canPause(): boolean {
    return this.#progress.part === 'search';
  }

  /** Ends after the part at work. The search ends at once and is then as it was before. */
  async cancel(): Promise<void> {
    await this.#stop('cancel');
  }

  /** Ends at once; the next start of the library continues. */
  async close(): Promise<void> {
    await this.#stop('close');
  }

  async #stop(how: 'cancel' | 'close'): Promise<void> {
    if (!this.#running) return;
    this.#end = how;
    this.#gate.resume();
    await this.#tools.endSearch(how === 'close');
    await this.#running;
  }

  async #run(parts: readonly RebuildPart[]): Promise<void> {
    let release: (() => void) | null = null;
    try {
      for (const part of ORDER) {
        if (!parts.includes(part)) continue;
        if (this.#end) break;
        // A rebuild of the search touches nothing that the analysis writes, and may rest for long.
        if (part !== 'search') release ??= await this.#tools.holdAnalysis();
        this.#progress = { ...this.#progress, part, done: 0, total: 0 };
        await this.#make(part);
      }
      release?.();
      this.#progress = { ...this.#progress, state: this.#end ? 'cancelled' : 'done', isPaused: false };
    } catch (error) {
      release?.();
      this.#progress = { ...this.#progress, state: 'failed', isPaused: false, message: wordsOf(error) };
    }
  }

  async #make(part: RebuildPart): Promise<void> {
    if (part === 'search') {
      const tracks = await this.#tools.search();
      this.#progress = { ...this.#progress, tracks };
      // It may have been paused at its very end.
      await this.#gate.passed();
    } else if (part === 'index') {
      this.#progress = {
        ...this.#progress,
        fingerprints: await this.#tools.index((done, total) => this.report(done, total)),
      };
    } else this.#progress = { ...this.#progress, filesToAnalyse: await this.#tools.vectors() };
  }
}
