/**
 * An index whose engine runs in a worker thread.
 */

import type { EngineThread } from './engine-thread.ts';
import type {
  Change,
  EmbeddedIndex,
  IndexInfo,
  IndexStatistics,
  SearchOptions,
  SegmentInfo,
  SearchResult,
  UpdateOptions,
} from '../contract/fingerprint-index.ts';
import { unpackResults } from '../engine/packed-results.ts';
import { packUpdate } from '../engine/update-queue.ts';

export class ThreadedIndex implements EmbeddedIndex {
  readonly #thread: EngineThread;
  readonly #handle: number;
  readonly #afterClose: () => Promise<void>;
  #closing: Promise<void> | undefined;

  /** `afterClose` runs when the index is closed; it ends a thread that has no other index. */
  constructor(thread: EngineThread, handle: number, afterClose: () => Promise<void>) {
    this.#thread = thread;
    this.#handle = handle;
    this.#afterClose = afterClose;
  }

  async update(changes: readonly Change[], options: UpdateOptions = {}): Promise<{ readonly version: number }> {
    const update = packUpdate(changes, options);
    return { version: await this.#thread.call('update', { handle: this.#handle, ...update }, [update.batch.buffer]) };
  }

  async search(hashes: Uint32Array, options: SearchOptions = {}): Promise<readonly SearchResult[]> {
    const { signal, ...query } = options;
    signal?.throwIfAborted();
    const copy = hashes.slice();
    return unpackResults(
      await this.#thread.call('search', { handle: this.#handle, hashes: copy, options: query }, [copy.buffer], signal),
    );
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

  segments(): Promise<readonly SegmentInfo[]> {
    return this.#thread.call('segments', { handle: this.#handle });
  }

  statistics(): Promise<IndexStatistics> {
    return this.#thread.call('statistics', { handle: this.#handle });
  }

  close(): Promise<void> {
    this.#closing ??= this.#thread.call('close', { handle: this.#handle }).then(this.#afterClose);
    return this.#closing;
  }
}
