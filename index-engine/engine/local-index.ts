/**
 * An index in a directory whose engine runs on the caller's thread: a call costs no message to another thread and back.
 * For programs that do nothing else with the thread, such as the server.
 */

import type {
  Change,
  EmbeddedIndex,
  IndexInfo,
  IndexStatistics,
  SearchOptions,
  SearchResult,
  SegmentInfo,
  UpdateOptions,
} from '../contract/fingerprint-index.ts';
import { abortableSearch } from './abortable-search.ts';
import type { Engine, PinnedFiles } from './engine.ts';
import { packUpdate } from './update-queue.ts';

export class LocalIndex implements EmbeddedIndex {
  readonly #engine: Engine;
  #closing: Promise<void> | undefined;

  /** Takes over the engine. */
  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async update(changes: readonly Change[], options: UpdateOptions = {}): Promise<{ readonly version: number }> {
    return { version: await this.#engine.update(packUpdate(changes, options)) };
  }

  search(hashes: Uint32Array, { signal, ...query }: SearchOptions = {}): Promise<readonly SearchResult[]> {
    return abortableSearch(signal, (cancellation) => this.#engine.search(hashes, query, cancellation));
  }

  async has(id: number): Promise<boolean> {
    return this.#engine.has(id);
  }

  async info(): Promise<IndexInfo> {
    return this.#engine.info();
  }

  checkpoint(): Promise<void> {
    return this.#engine.checkpoint();
  }

  settle(): Promise<void> {
    return this.#engine.settle();
  }

  async segments(): Promise<readonly SegmentInfo[]> {
    return this.#engine.segments();
  }

  async statistics(): Promise<IndexStatistics> {
    return this.#engine.statistics();
  }

  /**
   * Checkpoints and keeps the files of that state until they are released. A copy of them with the manifest, in a file of
   * the name `manifest`, is the same index.
   */
  async pinFiles(): Promise<PinnedFiles> {
    await this.#engine.checkpoint();
    return this.#engine.pinFiles();
  }

  close(): Promise<void> {
    this.#closing ??= this.#engine.close();
    return this.#closing;
  }
}
