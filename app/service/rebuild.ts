/**
 * Makes again what can be made again from the database and the files: the full-text search with the derived
 * columns, the fingerprint index, the vectors. One at a time, while the analysis is held.
 *
 * A kill at any moment costs work and nothing else. The search: see `search-rebuild.ts`. The index and the
 * vectors are thrown away before anything else is done, and what is missing from them is found by the next
 * start (`reconcileSound`), which goes on. Embeddings are kept nowhere else: for vectors every file is
 * listened to once more, and until then what was heard of it before stays in the database.
 */
import type { RebuildPart, RebuildProgress } from '../model/jobs.ts';

/** What the work is done with. */
export interface RebuildTools {
  /** Ends the analysis for now. @returns lets it go on */
  holdAnalysis(): Promise<() => void>;
  /** @returns how many tracks there are; null when it was ended before its end */
  search(): Promise<number | null>;
  /** @param later leaves what was begun for the next start to go on with */
  endSearch(later: boolean): Promise<void>;
  /** @returns how many fingerprints there are */
  index(onProgress: (done: number, total: number) => void): Promise<number>;
  /** @returns how many files are to be listened to again */
  vectors(): Promise<number>;
}

/** Somebody has begun a rebuild already. */
export class RebuildRunningError extends Error {
  readonly code = 'REBUILD_RUNNING';
  constructor() {
    super('a rebuild is running already; wait for its end');
    this.name = 'RebuildRunningError';
  }
}

const NOTHING: RebuildProgress = {
  state: 'idle',
  part: null,
  done: 0,
  total: 0,
  tracks: null,
  fingerprints: null,
  listenAgain: null,
  message: null,
};

/** Vectors last: they are what takes long, and that goes on behind the rebuild. */
const ORDER: readonly RebuildPart[] = ['search', 'index', 'vectors'];

export class Rebuild {
  readonly #tools: RebuildTools;
  #progress = NOTHING;
  #running: Promise<void> | null = null;
  #end: 'cancel' | 'close' | null = null;

  constructor(tools: RebuildTools) {
    this.#tools = tools;
  }

  get progress(): RebuildProgress {
    return this.#progress;
  }

  /** @throws RebuildRunningError */
  start(parts: readonly RebuildPart[]): void {
    if (this.#running) throw new RebuildRunningError();
    this.#end = null;
    this.#progress = { ...NOTHING, state: 'running' };
    this.#running = this.#run(parts).finally(() => (this.#running = null));
  }

  /** How far the part at work is. */
  report(done: number, total: number): void {
    if (this.#end === 'close') throw new Error('the library is being closed');
    this.#progress = { ...this.#progress, done, total };
  }

  /** Resolves when nothing is at work. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends after the part at work, or in the middle of the search's, which then is as it was. */
  async cancel(): Promise<void> {
    await this.#stop('cancel');
  }

  /** Ends at once; the next start of the library goes on. */
  async close(): Promise<void> {
    await this.#stop('close');
  }

  async #stop(how: 'cancel' | 'close'): Promise<void> {
    if (!this.#running) return;
    this.#end = how;
    await this.#tools.endSearch(how === 'close');
    await this.#running;
  }

  async #run(parts: readonly RebuildPart[]): Promise<void> {
    let release: (() => void) | null = null;
    try {
      // The search has nothing to do with what is heard.
      if (parts.some((part) => part !== 'search')) release = await this.#tools.holdAnalysis();
      for (const part of ORDER) {
        if (!parts.includes(part)) continue;
        if (this.#end) break;
        this.#progress = { ...this.#progress, part, done: 0, total: 0 };
        await this.#make(part);
      }
      release?.();
      this.#progress = { ...this.#progress, state: this.#end ? 'cancelled' : 'done' };
    } catch (error) {
      release?.();
      this.#progress = { ...this.#progress, state: 'failed', message: (error as Error).message };
    }
  }

  async #make(part: RebuildPart): Promise<void> {
    if (part === 'search') this.#progress = { ...this.#progress, tracks: await this.#tools.search() };
    else if (part === 'index') {
      this.#progress = {
        ...this.#progress,
        fingerprints: await this.#tools.index((done, total) => this.report(done, total)),
      };
    } else this.#progress = { ...this.#progress, listenAgain: await this.#tools.vectors() };
  }
}
