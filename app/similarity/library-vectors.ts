/**
 * The vector store of a library, in a thread of its own. It opens with the first use, because its vectors take long to
 * read, and closes when it has not been used for some minutes. A damaged store is replaced by an empty one when its ids
 * are asked for, which the analysis does before it begins (`AnalysisStore.reconcile`); other calls fail with the store's
 * error.
 */
import { discardFolder } from '../storage/discard-folder.ts';
import { startThread, type RemoteMethods, type Thread } from '../storage/thread.ts';
import type { VectorEvent, VectorMethods, VectorThreadData } from './vector-thread.ts';

type Methods = RemoteMethods<VectorMethods>;

/**
 * Milliseconds without a call after which the store closes: with a hundred thousand tracks it has some 70 MB, and opens
 * again in about a second.
 */
const REST_MS = 5 * 60_000;

export class LibraryVectors implements Methods {
  readonly #directory: string;
  readonly #start: (directory: string) => Promise<Thread<VectorMethods>>;
  readonly #onProblem: (message: string) => void;
  #thread: Promise<Thread<VectorMethods>> | null = null;
  /** Settles when the store that was open before is closed: two must not have the same files. */
  #closed: Promise<void> = Promise.resolve();
  /** Calls that are not answered. */
  #calls = 0;
  #rest: NodeJS.Timeout | undefined;

  /**
   * @param start starts the thread of the store in `directory`
   * @param onProblem called when a damaged store is replaced
   */
  constructor(
    directory: string,
    start: (directory: string) => Promise<Thread<VectorMethods>>,
    onProblem: (message: string) => void,
  ) {
    this.#directory = directory;
    this.#start = start;
    this.#onProblem = onProblem;
  }

  put: Methods['put'] = (rows) => this.#using(async () => (await this.#open()).call.put(rows));
  rows: Methods['rows'] = (request) => this.#using(async () => (await this.#open()).call.rows(request));
  neighbours: Methods['neighbours'] = (request) =>
    this.#using(async () => (await this.#open()).call.neighbours(request));

  /** A damaged store is replaced here: its caller has the files without a vector analysed again. */
  ids: Methods['ids'] = () =>
    this.#using(async () => {
      const thread = this.#open();
      try {
        return await (await thread).call.ids();
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'DAMAGED') throw error;
        // Calls that were made at the same time fail alike: the first of them replaces the store.
        if (this.#thread === thread) {
          this.#onProblem(`the vectors in ${this.#directory} are damaged: the analysis makes them again`);
          await this.clear();
        }
        return (await this.#open()).call.ids();
      }
    });

  /** Discards all vectors. Calls made in the meantime wait for the new store. */
  async clear(): Promise<void> {
    const old = this.#thread;
    const renew = async (): Promise<Thread<VectorMethods>> => {
      await (await old?.catch(() => null))?.close();
      await this.#closed;
      await discardFolder(this.#directory);
      return this.#start(this.#directory);
    };
    this.#thread = renew();
    await this.#thread;
  }

  /** Waits for pending writes. Later calls fail: a store that opens while the service ends would keep it from ending. */
  async close(): Promise<void> {
    clearTimeout(this.#rest);
    await this.#closed;
    await (await this.#thread?.catch(() => null))?.close();
  }

  #open(): Promise<Thread<VectorMethods>> {
    return (this.#thread ??= this.#closed.then(() => this.#start(this.#directory)));
  }

  /** Closes the store, which the next call opens again. */
  #leave(): void {
    const old = this.#thread;
    this.#thread = null;
    this.#closed = (old ?? Promise.resolve(null)).then((thread) => thread?.close()).catch(() => {});
  }

  /** Makes calls, and has the store rest after them. */
  async #using<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(this.#rest);
    this.#calls += 1;
    try {
      return await work();
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.#rest = setTimeout(() => this.#leave(), REST_MS).unref();
    }
  }
}

/**
 * @param onExit called when the thread ends unexpectedly
 * @param onProblem called when damage was found and removed
 */
export function openLibraryVectors(
  directory: string,
  onExit: (error: Error) => void,
  onProblem: (message: string) => void,
): LibraryVectors {
  const start = (folder: string): Promise<Thread<VectorMethods>> => {
    const data: VectorThreadData = { directory: folder };
    const onEvent = (event: VectorEvent): void =>
      onProblem(
        'damaged' in event
          ? `damaged vectors in ${directory}: ${event.damaged}; their files are analysed again`
          : event.problem,
      );
    return startThread<VectorMethods>(new URL('./vector-thread.ts', import.meta.url), { data, onExit, onEvent });
  };
  return new LibraryVectors(directory, start, onProblem);
}
