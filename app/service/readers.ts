/**
 * The reading threads behind one face: each call of `read` goes to the thread that `read-methods.ts` names for it.
 *
 * The quick and the slow thread start with the service. The long thread starts with the first call of a long method.
 * The quick thread tells which thread answers what: the service's own thread does not load the read methods, which are
 * half of the library's code.
 */
import { startThread, WORKING_MB, type Thread } from '../storage/thread.ts';
import type { ReadingThread, ReadName, Reads } from './read-methods.ts';
import type { ReaderData, ReaderMethods } from './reader-thread.ts';

type StartReader = (thread: ReadingThread) => Promise<Thread<ReaderMethods>>;

export class Readers {
  readonly read: Reads;
  readonly #start: StartReader;
  readonly #threads: Threads;

  private constructor(start: StartReader, threads: Threads, threadOf: Readonly<Record<ReadName, ReadingThread>>) {
    this.#start = start;
    this.#threads = threads;
    const calls = Object.entries(threadOf).map(([name, thread]) => [
      name,
      async (argument: never, signal?: AbortSignal) => {
        const { call } = await this.#thread(thread);
        return (call[name as ReadName] as (argument: never, signal?: AbortSignal) => Promise<unknown>)(
          argument,
          signal,
        );
      },
    ]);
    this.read = Object.fromEntries(calls) as Reads;
  }

  /** Opens the quick and the slow thread. @throws whatever starting one of them throws; then neither runs */
  static async open(start: StartReader): Promise<Readers> {
    const threads: Threads = { quick: start('quick'), slow: start('slow') };
    try {
      const [quick] = await Promise.all([threads.quick, threads.slow]);
      return new Readers(start, threads, await quick!.call.threadOfReads());
    } catch (error) {
      await closeAll(threads);
      throw error;
    }
  }

  async close(): Promise<void> {
    await closeAll(this.#threads);
  }

  #thread(name: ReadingThread): Promise<Thread<ReaderMethods>> {
    return (this.#threads[name] ??= this.#start(name));
  }
}

type Threads = Partial<Record<ReadingThread, Promise<Thread<ReaderMethods>>>>;

/** Closes those that have started or are starting. */
async function closeAll(threads: Threads): Promise<void> {
  await Promise.all(Object.values(threads).map(async (thread) => (await thread.catch(() => null))?.close()));
}

/**
 * @param onExit called when one of the threads ends unexpectedly
 * @param onDamage called with the files whose stored fingerprint one of them has found damaged
 */
export function openReaders(
  library: string,
  onExit: (error: Error) => void,
  onDamage: (fileIds: readonly number[]) => void,
): Promise<Readers> {
  const data: ReaderData = { library };
  return Readers.open((thread) => {
    const room = thread === 'long' ? { youngMb: WORKING_MB } : {};
    return startThread<ReaderMethods>(new URL('./reader-thread.ts', import.meta.url), {
      data,
      onExit,
      onEvent: onDamage,
      ...room,
    });
  });
}
