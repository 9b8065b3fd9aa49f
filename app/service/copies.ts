/**
 * Copies of tracks in a folder, one run at a time. A thread of its own reads the library as the mount does and writes the
 * files (`main/copies/copy-thread.ts`); what was copied before a cancelled run ended stays, and the next run goes on.
 */
import { parseQuery } from '../library/query/parse.ts';
import type { CopyProgress, CopyRequest, CopyResult } from '../model/copies.ts';
import { MESSAGES } from '../model/messages.ts';
import type { NameTarget } from '../model/mount.ts';
import { outsidePlace } from '../storage/outside-place.ts';
import { startThread, type Thread } from '../storage/thread.ts';
import { NothingToPauseError, type OnStart } from './tasks.ts';
import { wordsOf } from '../model/system-errors.ts';

/** A request with what the settings say filled in. */
export interface CopyTask extends CopyRequest {
  readonly template: string;
  /** For a disk that has no rules of its own. */
  readonly usualNames: NameTarget;
}

/** What the thread is started with. */
export interface CopyThreadData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

export type CopyThreadEvent = Pick<CopyProgress, 'done' | 'total' | 'path'>;

/** A type alias, because threads take methods by name, which interfaces do not promise. */
export type CopyThreadMethods = {
  copy(task: CopyTask): Promise<CopyResult>;
  /** Ends the copying before the next file. */
  cancel(): void;
  /** Lets it rest before the next file, or go on. */
  setPaused(request: { readonly isPaused: boolean }): void;
};

/** What copies need to know of the library. */
export interface CopyContext {
  /** Folders that copies must lie neither in nor around. */
  taken(): Promise<readonly string[]>;
  settings(): Promise<{ readonly 'mount.template': string; readonly 'mount.names': NameTarget }>;
}

/** Copying was asked for while it was going on. */
export class CopyRunningError extends Error {
  readonly code = 'COPY_RUNNING';
  constructor() {
    super(MESSAGES.COPY_RUNNING);
    this.name = 'CopyRunningError';
  }
}

const NOTHING: CopyProgress = {
  state: 'idle',
  isPaused: false,
  directory: null,
  done: 0,
  total: null,
  path: null,
  message: null,
  code: null,
};

export class Copies {
  readonly #library: string;
  readonly #program: URL;
  readonly #context: CopyContext;
  #progress = NOTHING;
  #result: CopyResult | null = null;
  #running: Promise<void> | null = null;
  #thread: Thread<CopyThreadMethods> | null = null;
  #isCancelled = false;
  #onStart: OnStart = () => {};

  /**
   * @param library absolute path of the library folder
   * @param program of the thread
   */
  constructor(library: string, program: URL, context: CopyContext) {
    this.#library = library;
    this.#program = program;
    this.#context = context;
  }

  /** @param listener called when a run begins; replaces the one before */
  onStart(listener: OnStart): void {
    this.#onStart = listener;
  }

  get progress(): CopyProgress {
    return this.#progress;
  }

  /** Of the last run; null where there is none, and where it failed. */
  get result(): CopyResult | null {
    return this.#result;
  }

  /** Begins a run; its progress tells how it ends. @throws CopyRunningError, BadPlaceError, QueryError */
  async start(request: CopyRequest): Promise<void> {
    parseQuery(request.query);
    const [taken, settings] = await Promise.all([this.#context.taken(), this.#context.settings()]);
    const directory = await outsidePlace(request.directory, taken);
    if (this.#running) throw new CopyRunningError();
    const task: CopyTask = {
      ...request,
      directory,
      template: request.template ?? settings['mount.template'],
      usualNames: settings['mount.names'],
    };
    this.#isCancelled = false;
    this.#result = null;
    this.#progress = { ...NOTHING, state: 'running', directory };
    this.#running = this.#run(task).finally(() => (this.#running = null));
    this.#onStart(() => this.start(request));
  }

  /** Resolves when nothing is being copied. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Lets the run rest before the next file, or go on. @throws NothingToPauseError */
  async setPaused(isPaused: boolean): Promise<void> {
    if (this.#running === null) throw new NothingToPauseError();
    this.#progress = { ...this.#progress, isPaused };
    await this.#thread?.call.setPaused({ isPaused }).catch(() => {});
  }

  /** Ends the run; the files that are complete stay. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#thread?.call.cancel().catch(() => {});
    await this.#running;
  }

  async close(): Promise<void> {
    await this.cancel();
  }

  async #run(task: CopyTask): Promise<void> {
    const data: CopyThreadData = { library: this.#library };
    const onEvent = (event: CopyThreadEvent): void => void (this.#progress = { ...this.#progress, ...event });
    try {
      const thread = await startThread<CopyThreadMethods>(this.#program, { data, onEvent });
      this.#thread = thread;
      try {
        if (this.#progress.isPaused) await thread.call.setPaused({ isPaused: true });
        if (this.#isCancelled) await thread.call.cancel();
        const result = await thread.call.copy(task);
        this.#result = result;
        const state = result.cancelled ? 'cancelled' : 'done';
        this.#progress = { ...this.#progress, state, isPaused: false, path: null };
      } finally {
        this.#thread = null;
        await thread.close();
      }
    } catch (error) {
      const { code = 'INTERNAL' } = error as Error & { readonly code?: string };
      const state = this.#isCancelled ? 'cancelled' : 'failed';
      this.#progress = { ...this.#progress, state, isPaused: false, message: wordsOf(error), code };
    }
  }
}
