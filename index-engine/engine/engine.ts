/**
 * One index in a directory: recovers its state and puts the parts together.
 *
 * Updates take the write path (`write-path.ts`), frozen memory segments become files and files are merged by maintenance
 * (`maintenance.ts`), and searches count the matches in each segment of a snapshot (`search.ts`), in slices of time.
 *
 * Everything runs on one thread except the writing of file segments. Searches never wait for updates or maintenance.
 */

import { BlockCache } from '../blocks/block-cache.ts';
import type { BlockUsage } from '../blocks/block-cache.ts';
import type { IndexInfo, IndexStatistics, SegmentInfo } from '../contract/fingerprint-index.ts';
import { indexClosed } from '../contract/index-error.ts';
import type { IndexError } from '../contract/index-error.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import { Log } from '../log/log.ts';
import { logPath } from '../storage/index-files.ts';
import type { IndexState } from './index-state.ts';
import { Maintenance } from './maintenance.ts';
import { encodeManifest } from './manifest.ts';
import type { PackedResults } from './packed-results.ts';
import { prepareQuery } from './query.ts';
import type { QueryOptions } from './query.ts';
import { recover } from './recovery.ts';
import type { Recovered } from './recovery.ts';
import { search } from './search.ts';
import { SearchScheduler } from './search-scheduler.ts';
import type { Cancellation } from './search-scheduler.ts';
import type { Update } from './update-queue.ts';
import { WritePath } from './write-path.ts';

export interface EngineOptions {
  /** Holds blocks of file segments, of this index and of others on the thread; one of 64 MiB by default. */
  readonly cache?: BlockCache;
  /** Postings after which a memory segment is written to a file; about two million by default. */
  readonly memoryPostings?: number;
  /** Milliseconds after which it is written to a file however small it is; a minute by default. */
  readonly checkpointAfter?: number;
  /** Whether an update waits for the disk; yes by default. Without it a power cut can lose acknowledged updates. */
  readonly sync?: boolean;
  /** Called with failures that no call reports: a file that cannot be written or merged. */
  readonly onProblem?: (error: IndexError) => void;
  /** Writes the file segments; the engine closes it. */
  readonly jobRunner: JobRunner;
}

/** A copy of these files, with the manifest, is an index with everything that is in file segments. */
export interface PinnedFiles {
  readonly manifest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  release(): void;
}

export const DEFAULT_CACHE_BYTES = 64 << 20;
const DEFAULT_MEMORY_POSTINGS = 2 << 20;
const DEFAULT_CHECKPOINT_AFTER = 60_000;

export class Engine {
  readonly directory: string;
  readonly #state: IndexState;
  readonly #blockUsage: BlockUsage;
  readonly #maintenance: Maintenance;
  readonly #searches = new SearchScheduler<PackedResults>();
  readonly #writePath: WritePath;
  #nextNumber: number;
  #closed = false;

  /**
   * Opens the index in `directory`, or creates it. Rejects with `CorruptFile` or `WriteFailed`. Precondition: the caller
   * holds the lock of the directory.
   */
  static async open(directory: string, options: EngineOptions): Promise<Engine> {
    const cache = options.cache ?? new BlockCache(DEFAULT_CACHE_BYTES);
    const usage: BlockUsage = { used: 0, read: 0 };
    const recovered = await recover(directory, cache, usage, options.memoryPostings ?? DEFAULT_MEMORY_POSTINGS);
    const sync = options.sync ?? true;
    const newest = recovered.logs.at(-1);
    try {
      const log =
        newest === undefined
          ? await Log.create(logPath(directory, recovered.nextNumber), sync)
          : await Log.reopen(logPath(directory, newest.number), newest.length, sync);
      return new Engine(directory, options, recovered, { cache, usage }, log);
    } catch (error) {
      recovered.state.release();
      throw error;
    }
  }

  private constructor(
    directory: string,
    options: EngineOptions,
    recovered: Recovered,
    blocks: { readonly cache: BlockCache; readonly usage: BlockUsage },
    log: Log,
  ) {
    this.directory = directory;
    this.#state = recovered.state;
    this.#blockUsage = blocks.usage;
    this.#nextNumber = recovered.nextNumber + 1;
    const shared = {
      directory,
      state: this.#state,
      newNumber: () => this.#nextNumber++,
      onProblem: (error: IndexError) => options.onProblem?.(error),
    };
    this.#maintenance = new Maintenance({
      ...shared,
      ...blocks,
      runner: options.jobRunner,
      manifest: recovered.manifest,
    });
    this.#writePath = new WritePath(
      {
        ...shared,
        maintenance: this.#maintenance,
        memoryPostings: options.memoryPostings ?? DEFAULT_MEMORY_POSTINGS,
        checkpointAfter: options.checkpointAfter ?? DEFAULT_CHECKPOINT_AFTER,
        sync: options.sync ?? true,
      },
      log,
      recovered.logs.at(-1)?.number ?? recovered.nextNumber,
    );
    for (const { segment, ...frozenLog } of recovered.logs.slice(0, -1)) {
      this.#maintenance.addFrozen(segment, frozenLog);
    }
    this.#maintenance.start();
  }

  /**
   * Resolves with the new version when the update is durable and searchable. Rejects with `VersionMismatch`, `WriteFailed`.
   * Takes over the batch and frees its memory at the end: the garbage collector would let a hundred megabytes of batches
   * accumulate.
   */
  async update(update: Update): Promise<number> {
    try {
      this.#assertOpen();
      return await this.#writePath.update(update);
    } finally {
      update.batch.buffer.transfer(0);
    }
  }

  /** Rejects with `SearchTimeout`; with `Closed` when cancelled. */
  async search(hashes: Uint32Array, options: QueryOptions, cancellation: Cancellation): Promise<PackedResults> {
    this.#assertOpen();
    const query = prepareQuery(hashes, options);
    return this.#searches.run(
      (slice) => search(() => this.#state.snapshot(), query, slice, this.#state.searchContext),
      query.timeout,
      cancellation,
    );
  }

  has(id: number): boolean {
    this.#assertOpen();
    return this.#state.has(id);
  }

  info(): IndexInfo {
    this.#assertOpen();
    return this.#state.info();
  }

  segments(): SegmentInfo[] {
    this.#assertOpen();
    return this.#state.segmentInfo();
  }

  statistics(): IndexStatistics {
    this.#assertOpen();
    const { checkpoints, merges } = this.#maintenance;
    const { searches, hashesLookedUp, postingsCounted } = this.#state.searchContext;
    return {
      checkpoints,
      merges,
      searches,
      hashesLookedUp,
      postingsCounted,
      blocksUsed: this.#blockUsage.used,
      blocksRead: this.#blockUsage.read,
    };
  }

  /** Keeps the current file segments from being removed until `release`. */
  pinFiles(): PinnedFiles {
    this.#assertOpen();
    const { files } = this.#state;
    for (const file of files) file.retain();
    return {
      manifest: encodeManifest({ ...this.#maintenance.manifest, firstLog: this.#nextNumber }),
      files: files.map(({ path, bytes }) => ({ path, bytes })),
      release: () => files.forEach((file) => file.release()),
    };
  }

  /** Writes everything to file segments. Rejects with `WriteFailed`. */
  async checkpoint(): Promise<void> {
    this.#assertOpen();
    await this.#writePath.checkpoint();
  }

  /** Writes everything to file segments and merges them as an idle index does. */
  async settle(): Promise<void> {
    await this.checkpoint();
    await this.#maintenance.settle();
  }

  /** Ends searches, completes updates, closes all files. The next `open` recovers what is in the log. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#searches.close(indexClosed());
    try {
      await this.#writePath.close();
    } finally {
      await this.#maintenance.close();
      this.#state.release();
    }
  }

  #assertOpen(): void {
    if (this.#closed) throw indexClosed();
  }
}
