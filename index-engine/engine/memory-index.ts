/**
 * An index without files: the state and the searches of the engine, on the caller's thread.
 */

import { indexClosed } from '../contract/index-error.ts';
import { abortableSearch } from './abortable-search.ts';
import { IndexState } from './index-state.ts';
import type {
  Change,
  FingerprintIndex,
  IndexInfo,
  SearchOptions,
  SearchResult,
  UpdateOptions,
} from '../contract/fingerprint-index.ts';
import { prepareQuery } from './query.ts';
import { search } from './search.ts';
import type { PackedResults } from './packed-results.ts';
import { SearchScheduler } from './search-scheduler.ts';
import { packUpdate, UpdateQueue } from './update-queue.ts';

export class MemoryIndex implements FingerprintIndex {
  readonly #state = new IndexState(0, {}, []);
  readonly #searches = new SearchScheduler<PackedResults>();
  readonly #updates = new UpdateQueue(
    () => this.#state.version,
    async (group) => {
      for (const record of group) this.#state.apply(record);
    },
  );
  #closed = false;

  async update(changes: readonly Change[], options: UpdateOptions = {}): Promise<{ readonly version: number }> {
    this.#assertOpen();
    return { version: await this.#updates.push(packUpdate(changes, options)) };
  }

  async search(hashes: Uint32Array, options: SearchOptions = {}): Promise<readonly SearchResult[]> {
    this.#assertOpen();
    const { signal, ...rest } = options;
    const query = prepareQuery(hashes, rest);
    return abortableSearch(signal, (cancellation) =>
      this.#searches.run(
        (slice) => search(() => this.#state.snapshot(), query, slice, this.#state.searchContext),
        query.timeout,
        cancellation,
      ),
    );
  }

  async has(id: number): Promise<boolean> {
    this.#assertOpen();
    return this.#state.has(id);
  }

  async info(): Promise<IndexInfo> {
    this.#assertOpen();
    return this.#state.info();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#searches.close(indexClosed());
  }

  #assertOpen(): void {
    if (this.#closed) throw indexClosed();
  }
}
