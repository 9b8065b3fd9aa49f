/**
 * The thread of the dumps as the service has it: it begins with the first call, ends when nobody has called for a while,
 * and is one for one folder.
 */
import { startThread, WORKING_MB, type RemoteMethods, type Thread } from '../storage/thread.ts';
import type { DumpStep, DumpsThreadData, DumpsThreadMethods } from './dumps-thread.ts';

const PROGRAM = new URL('./dumps-thread.ts', import.meta.url);
/** Milliseconds without a call after which the thread ends: its caches are large. */
const IDLE = 60_000;

export class OpenDumps {
  readonly #onStep: (step: DumpStep) => void;
  #opened: { readonly folder: string; readonly thread: Promise<Thread<DumpsThreadMethods>> } | null = null;
  #calls = 0;
  #timer: NodeJS.Timeout | undefined;
  #closing: Promise<void> = Promise.resolve();

  /** @param onStep told while dumps are added */
  constructor(onStep: (step: DumpStep) => void) {
    this.#onStep = onStep;
  }

  /** Does `work` with the methods of the thread. */
  async with<Result>(
    folder: string,
    work: (call: RemoteMethods<DumpsThreadMethods>) => Promise<Result>,
  ): Promise<Result> {
    this.#calls += 1;
    clearTimeout(this.#timer);
    try {
      return await work((await this.#threadOf(folder)).call);
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.#timer = setTimeout(() => void this.close(), IDLE).unref();
    }
  }

  /** Ends the thread; the next call begins another one. */
  close(): Promise<void> {
    clearTimeout(this.#timer);
    const opened = this.#opened;
    this.#opened = null;
    if (opened !== null) {
      const before = this.#closing;
      const ended = opened.thread.then(
        (thread) => thread.close(),
        () => {},
      );
      this.#closing = Promise.all([before, ended]).then(() => {});
    }
    return this.#closing;
  }

  async #threadOf(folder: string): Promise<Thread<DumpsThreadMethods>> {
    if (this.#opened !== null && this.#opened.folder !== folder) void this.close();
    // One thread alone has the index of a folder open.
    if (this.#opened === null) {
      const data: DumpsThreadData = { folder };
      const start = () =>
        startThread<DumpsThreadMethods>(PROGRAM, { data, youngMb: WORKING_MB, onEvent: this.#onStep, onExit });
      const thread = this.#closing.then(start);
      const opened = { folder, thread };
      const onExit = (): void => {
        if (this.#opened === opened) this.#opened = null;
      };
      thread.catch(onExit);
      this.#opened = opened;
    }
    return this.#opened.thread;
  }
}
