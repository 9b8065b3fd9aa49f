/**
 * The vector store of a library, in a thread of its own. It opens with the first use, because its native library takes
 * long to load.
 */
import { discardFolder } from '../storage/discard-folder.ts';
import { startThread, type RemoteMethods, type Thread } from '../storage/thread.ts';
import type { VectorMethods, VectorThreadData } from './vector-thread.ts';

type Methods = RemoteMethods<VectorMethods>;

export class LibraryVectors implements Methods {
  readonly #directory: string;
  readonly #start: (directory: string) => Promise<Thread<VectorMethods>>;
  #thread: Promise<Thread<VectorMethods>> | null = null;

  /** @param start starts the thread of the store in `directory` */
  constructor(directory: string, start: (directory: string) => Promise<Thread<VectorMethods>>) {
    this.#directory = directory;
    this.#start = start;
  }

  put: Methods['put'] = async (rows) => (await this.#open()).call.put(rows);
  ids: Methods['ids'] = async () => (await this.#open()).call.ids();
  neighbours: Methods['neighbours'] = async (request) => (await this.#open()).call.neighbours(request);
  optimise: Methods['optimise'] = async () => (await this.#open()).call.optimise();

  /** Discards all vectors. Calls made in the meantime wait for the new store. */
  async clear(): Promise<void> {
    const old = this.#thread;
    const renew = async (): Promise<Thread<VectorMethods>> => {
      await (await old?.catch(() => null))?.close();
      await discardFolder(this.#directory);
      return this.#start(this.#directory);
    };
    this.#thread = renew();
    await this.#thread;
  }

  async close(): Promise<void> {
    await (await this.#thread?.catch(() => null))?.close();
  }

  #open(): Promise<Thread<VectorMethods>> {
    return (this.#thread ??= this.#start(this.#directory));
  }
}

/** @param onExit called when the thread ends unexpectedly */
export function openLibraryVectors(directory: string, onExit: (error: Error) => void): LibraryVectors {
  return new LibraryVectors(directory, (folder) => {
    const data: VectorThreadData = { directory: folder };
    return startThread<VectorMethods>(new URL('./vector-thread.ts', import.meta.url), { data, onExit });
  });
}
