/**
 * Imports of what other programs know, one at a time. A thread of its own reads, matches and plans (`app/imports/
 * import-thread.ts`); records that are left are told by their sound; and the writer's thread makes one batch of the plan. Until that begins, a cancelled
 * import has changed nothing; the batch itself is one transaction and is not cancelled.
 */
import type { ImportThreadData, ImportThreadMethods } from '../imports/import-thread.ts';
import { findBySound, type FoundSound, type SoundLookup, type WantedSound } from '../imports/matching/sound-matches.ts';
import type { ImportStep } from '../imports/plan-import.ts';
import type {
  ImportOutcomePage,
  ImportProgress,
  ImportReport,
  ImportRequest,
  OutcomeRequest,
} from '../model/imports.ts';
import { MESSAGES } from '../model/messages.ts';
import { PauseGate } from '../model/pause-gate.ts';
import { startThread, type Thread } from '../storage/thread.ts';
import { NothingToPauseError, type OnStart } from './tasks.ts';

/** Write methods of the database that imports use. */
export interface ImportWrites {
  storeImport(request: {
    readonly changes: Uint8Array;
    readonly kind: string;
    readonly path: string;
  }): Promise<{ readonly batch: number | null }>;
}

/** An import was asked for while one was running. */
export class ImportRunningError extends Error {
  readonly code = 'IMPORT_RUNNING';
  constructor() {
    super(MESSAGES.IMPORT_RUNNING);
    this.name = 'ImportRunningError';
  }
}

const NOTHING: ImportProgress = {
  state: 'idle',
  isPaused: false,
  step: null,
  done: 0,
  total: null,
  message: null,
  code: null,
};
const NO_OUTCOMES: ImportOutcomePage = { outcomes: [], next: null };
const THREAD = new URL('../imports/import-thread.ts', import.meta.url);

export class Imports {
  readonly #library: string;
  readonly #write: ImportWrites;
  readonly #sounds: SoundLookup;
  #progress = NOTHING;
  #report: ImportReport | null = null;
  #thread: Thread<ImportThreadMethods> | null = null;
  #running: Promise<void> | null = null;
  #isCancelled = false;
  readonly #gate = new PauseGate();
  #onStart: OnStart = () => {};

  /**
   * @param library absolute path of the library folder
   * @param sounds tells tracks by their sound
   */
  constructor(library: string, write: ImportWrites, sounds: SoundLookup) {
    this.#library = library;
    this.#write = write;
    this.#sounds = sounds;
  }

  /** @param listener called when a run begins; replaces the one before */
  onStart(listener: OnStart): void {
    this.#onStart = listener;
  }

  get progress(): ImportProgress {
    return this.#progress;
  }

  /** Of the last import that ended well; null where there is none. */
  get report(): ImportReport | null {
    return this.#report;
  }

  /** Begins an import; its progress tells how it ends. @throws ImportRunningError */
  start(request: ImportRequest): void {
    if (this.#running) throw new ImportRunningError();
    this.#progress = { ...NOTHING, state: 'running', step: 'read' };
    this.#report = null;
    this.#isCancelled = false;
    this.#gate.resume();
    this.#running = this.#run(request).finally(() => (this.#running = null));
    this.#onStart(() => this.start(request));
  }

  /** Takes the progress of the batch while it is written. */
  stored(done: number, total: number): void {
    if (this.#progress.step === 'store') this.#progress = { ...this.#progress, done, total };
  }

  /** Resolves when no import is running. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /**
   * Lets the import rest, or go on: between two records whose sound is looked for, which takes longest, and before and
   * after that. Reading the other program's database takes seconds and is not stopped on the way, which would keep that
   * program from writing. Storing is one transaction, for which all edits wait.
   * @throws NothingToPauseError also while it is being stored
   */
  setPaused(isPaused: boolean): void {
    if (this.#running === null || !this.canPause) throw new NothingToPauseError();
    this.#gate.set(isPaused);
    this.#progress = { ...this.#progress, isPaused };
  }

  get canPause(): boolean {
    return this.#progress.step !== 'store';
  }

  /** Ends the import unless it is being stored. Resolves when none is running. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    this.#gate.resume();
    await this.#thread?.call.cancel().catch(() => {});
    await this.#running;
  }

  /** What became of each record of the last import, page by page. */
  async outcomes(request: OutcomeRequest): Promise<ImportOutcomePage> {
    return this.#thread ? this.#thread.call.outcomes(request) : NO_OUTCOMES;
  }

  /** Forgets the outcomes, which take memory. */
  async forget(): Promise<void> {
    if (this.#running) return;
    await this.#endThread();
  }

  async close(): Promise<void> {
    await this.cancel();
    await this.#endThread();
  }

  async #run(request: ImportRequest): Promise<void> {
    try {
      await this.#endThread();
      const data: ImportThreadData = { library: this.#library };
      const onEvent = (step: ImportStep): void => void (this.#progress = { ...this.#progress, ...step });
      this.#thread = await startThread<ImportThreadMethods>(THREAD, { data, onEvent });
      if (this.#isCancelled) await this.#thread.call.cancel();
      const sounds = await this.#findBySound(await this.#thread.call.match(request));
      await this.#gate.passed();
      const { report, changes } = await this.#thread.call.plan(sounds);
      await this.#gate.passed();
      const batch = request.dryRun || this.#isCancelled ? null : await this.#store(report, changes);
      this.#report = { ...report, batch };
      const state = this.#isCancelled && batch === null ? 'cancelled' : 'done';
      this.#progress = { ...this.#progress, state, isPaused: false };
    } catch (error) {
      const { message, code = 'INTERNAL' } = error as Error & { code?: string };
      const state = code === 'CANCELLED' ? 'cancelled' : 'failed';
      this.#progress = { ...this.#progress, state, isPaused: false, message, code };
    }
  }

  async #findBySound(wanted: readonly WantedSound[]): Promise<FoundSound[]> {
    const progress = (done: number): void => {
      this.#progress = { ...this.#progress, step: 'sound', done, total: wanted.length };
    };
    const mayGoOn = async (): Promise<boolean> => {
      await this.#gate.passed();
      return !this.#isCancelled;
    };
    return findBySound(this.#sounds, wanted, progress, mayGoOn);
  }

  async #store({ kind, path }: ImportReport, changes: Uint8Array): Promise<number | null> {
    this.#progress = { ...this.#progress, step: 'store', done: 0, total: null };
    return (await this.#write.storeImport({ changes, kind, path })).batch;
  }

  async #endThread(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.close();
  }
}
