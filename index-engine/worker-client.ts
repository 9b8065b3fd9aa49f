/**
 * An index in a worker thread, as its users see it.
 */

import { packChanges } from './change-batch.ts';
import type { EngineThread } from './engine-thread.ts';
import type { Change, EmbeddedIndex, IndexInfo, SearchOptions, SearchResult, UpdateOptions } from './index.ts';
import type { PackedResults } from './search.ts';

export class WorkerClient implements EmbeddedIndex {
  readonly #thread: EngineThread;
  readonly #handle: number;
  readonly #afterClose: () => Promise<void>;

  /** `afterClose`: what is to end with the index, such as a thread of its own. */
  constructor(thread: EngineThread, handle: number, afterClose: () => Promise<void>) {
    this.#thread = thread;
    this.#handle = handle;
    this.#afterClose = afterClose;
  }

  async update(changes: readonly Change[], options: UpdateOptions = {}): Promise<{ readonly version: number }> {
    const batch = packChanges(changes);
    const request = { handle: this.#handle, batch, metadata: options.metadata ?? {}, expectedVersion: options.expectedVersion };
    return { version: await this.#thread.call('update', request, [batch.buffer]) };
  }

  async search(hashes: Uint32Array, options: SearchOptions = {}): Promise<readonly SearchResult[]> {
    const { signal, ...query } = options;
    signal?.throwIfAborted();
    const copy = hashes.slice();
    return unpackResults(await this.#thread.call('search', { handle: this.#handle, hashes: copy, options: query }, [copy.buffer], signal));
  }

  has(id: number): Promise<boolean> {
    return this.#thread.call('has', { handle: this.#handle, id });
  }

  info(): Promise<IndexInfo> {
    return this.#thread.call('info', { handle: this.#handle });
  }

  checkpoint(): Promise<void> {
    return this.#thread.call('checkpoint', { handle: this.#handle });
  }

  settle(): Promise<void> {
    return this.#thread.call('settle', { handle: this.#handle });
  }

  async close(): Promise<void> {
    await this.#thread.call('close', { handle: this.#handle });
    await this.#afterClose();
  }
}

export function unpackResults(packed: PackedResults): SearchResult[] {
  const results: SearchResult[] = [];
  for (let i = 0; i < packed.length; i += 2) results.push({ id: packed[i]!, score: packed[i + 1]! });
  return results;
}
