/**
 * The reading threads behind one face: each call of `read` goes to the thread that `read-methods.ts` names for it.
 *
 * The quick and the slow thread start with the service. The long thread starts with the first call of a long method.
 */
import { startThread, type Thread } from '../storage/thread.ts';
import { READ_METHODS, type ReadingThread, type ReadName, type Reads, type ServedReads } from './read-methods.ts';
import type { ReaderData } from './reader-thread.ts';

type StartReader = (thread: ReadingThread) => Promise<Thread<ServedReads>>;

export class Readers {
  readonly read: Reads;
  readonly #start: StartReader;
  readonly #threads: Partial<Record<ReadingThread, Promise<Thread<ServedReads>>>> = {};

  private constructor(start: StartReader) {
    this.#start = start;
    const calls = Object.entries(READ_METHODS).map(([name, { thread }]) => [
      name,
      async (argument: never) => {
        const { call } = await this.#thread(thread);
        return (call[name as ReadName] as (argument: never) => Promise<unknown>)(argument);
      },
    ]);
    this.read = Object.fromEntries(calls) as Reads;
  }

  /** Opens the quick and the slow thread. @throws whatever starting one of them throws; then neither runs */
  static async open(start: StartReader): Promise<Readers> {
    const readers = new Readers(start);
    const started = await Promise.allSettled([readers.#thread('quick'), readers.#thread('slow')]);
    const failed = started.find((result) => result.status === 'rejected');
    if (failed === undefined) return readers;
    await Promise.all(started.map((result) => result.status === 'fulfilled' && result.value.close()));
    throw failed.reason;
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#threads).map(async (thread) => (await thread.catch(() => null))?.close()));
  }

  #thread(name: ReadingThread): Promise<Thread<ServedReads>> {
    return (this.#threads[name] ??= this.#start(name));
  }
}

/** @param onExit called when one of the threads ends unexpectedly */
export function openReaders(library: string, onExit: (error: Error) => void): Promise<Readers> {
  const data: ReaderData = { library };
  return Readers.open(() => startThread<ServedReads>(new URL('./reader-thread.ts', import.meta.url), { data, onExit }));
}
