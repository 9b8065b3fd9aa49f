/**
 * One index in a directory: log, memory segments and file segments put together.
 *
 * The way of an update: queue → group → log, synced → memory segment → acknowledged. When the active memory segment is
 * full (or old), it is frozen, a new one with a new log begins, and the frozen one is written to a file; `maintenance.ts`
 * does that and merges files. The way of a search: snapshot → matches in each segment → ranking, in slices of time.
 *
 * Everything runs on one thread except the writing of file segments. Searches never wait for writes or maintenance;
 * writes wait for the log and, when documents come faster than they can be written to files, for flushes.
 */

import { BlockCache } from '../blocks/block-cache.ts';
import type { BlockUsage } from '../blocks/block-cache.ts';
import { batchSize } from '../log/change-batch.ts';
import { indexClosed, IndexError } from '../contract/index-error.ts';
import type { IndexState } from './index-state.ts';
import type { IndexInfo, IndexStatistics, SegmentInfo } from '../contract/fingerprint-index.ts';
import { Log } from '../log/log.ts';
import type { LogRecord } from '../log/log-format.ts';
import { Maintenance } from './maintenance.ts';
import { encodeManifest } from './manifest.ts';
import { logPath } from '../storage/index-files.ts';
import { Mutex } from './mutex.ts';
import { prepareQuery } from './query.ts';
import type { QueryOptions } from './query.ts';
import { recover } from './recovery.ts';
import type { Recovered } from './recovery.ts';
import { search } from './search.ts';
import type { PackedResults } from './packed-results.ts';
import { SearchScheduler } from './search-scheduler.ts';
import type { Cancellation } from './search-scheduler.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import { UpdateQueue } from './update-queue.ts';
import type { Update } from './update-queue.ts';

export interface EngineOptions {
  /** Holds blocks of file segments, of this index and of others on the thread; one of 64 MiB by default. */
  readonly cache?: BlockCache;
  /** Postings after which a memory segment is written to a file; about two million by default. */
  readonly memoryPostings?: number;
  /** Milliseconds after which it is written to a file however small it is; a minute by default. */
  readonly checkpointAfter?: number;
  /** Whether an update waits for the disk; yes by default. Without it a power cut can lose what was acknowledged. */
  readonly sync?: boolean;
  /** Told of failures that no call reports: a file that cannot be written or merged. */
  readonly onProblem?: (error: IndexError) => void;
  /** Writes the file segments; the engine closes it. */
  readonly jobRunner: JobRunner;
}

/** A copy of these files, with the manifest, is an index with everything that was in file segments. */
export interface PinnedFiles {
  readonly manifest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  release(): void;
}

export const DEFAULT_CACHE_BYTES = 64 << 20;
const DEFAULT_MEMORY_POSTINGS = 2 << 20;
const DEFAULT_CHECKPOINT_AFTER = 60_000;
/** Frozen memory segments before writers wait. */
const MAX_FROZEN = 2;
/** File segments before writers wait for a merge: every search looks into each of them. */
const MAX_FILES = 100;

export class Engine {
  readonly directory: string;
  readonly #options: EngineOptions;
  readonly #state: IndexState;
  readonly #blockUsage: BlockUsage;
  readonly #maintenance: Maintenance;
  readonly #searches = new SearchScheduler<PackedResults>();
  readonly #updates: UpdateQueue;
  #log: Log;
  #logNumber: number;
  #nextNumber: number;
  /** Commits and rotations exclude each other. */
  readonly #writes = new Mutex();
  #checkpointTimer: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * Opens the index in `directory`, or creates it. Rejects with `CorruptFile` or `WriteFailed`. Nobody else may have it open:
   * the caller holds its lock.
   */
  static async open(directory: string, options: EngineOptions): Promise<Engine> {
    const cache = options.cache ?? new BlockCache(DEFAULT_CACHE_BYTES);
    const usage: BlockUsage = { used: 0, read: 0 };
    const recovered = await recover(directory, cache, usage);
    const sync = options.sync ?? true;
    const newest = recovered.logs.at(-1);
    try {
      const log =
        newest === undefined
          ? await Log.create(logPath(directory, recovered.nextNumber), sync)
          : await Log.reopen(logPath(directory, newest.number), newest.length, sync);
      return new Engine(directory, options, recovered, { cache, usage }, log);
    } catch (error) {
      for (const file of recovered.state.files) file.release();
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
    this.#options = options;
    this.#state = recovered.state;
    this.#blockUsage = blocks.usage;
    this.#log = log;
    this.#logNumber = recovered.logs.at(-1)?.number ?? recovered.nextNumber;
    this.#nextNumber = recovered.nextNumber + 1;
    this.#updates = new UpdateQueue(
      () => this.#state.version,
      (group) => this.#writes.run(() => this.#commit(group)),
    );
    this.#maintenance = new Maintenance({
      directory,
      state: this.#state,
      ...blocks,
      runner: options.jobRunner,
      manifest: recovered.manifest,
      newNumber: () => this.#nextNumber++,
      onProblem: (error) => options.onProblem?.(error),
    });
    for (const { segment, ...frozen } of recovered.logs.slice(0, -1)) this.#maintenance.frozen(segment, frozen);
    if (!this.#state.active.isEmpty) this.#startCheckpointTimer();
    this.#maintenance.start();
  }

  /** Resolves with the new version when the batch is durable and searchable. Rejects with `VersionMismatch`, `WriteFailed`. */
  async update(update: Update): Promise<number> {
    this.#assertOpen();
    return this.#updates.push(update);
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

  /** Keeps the files that make up the index now from being removed, until `release`. */
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
    await this.#writes.run(() => this.#rotate());
    await this.#maintenance.flushed();
  }

  /** Writes everything to file segments and merges them to as few as they are in quiet times. */
  async settle(): Promise<void> {
    await this.checkpoint();
    await this.#maintenance.settle();
  }

  /** Ends searches, completes updates, closes all files. What is in the log comes back with the next `open`. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#checkpointTimer);
    this.#searches.close(indexClosed());
    await this.#updates.drained();
    await this.#writes.idle();
    await this.#maintenance.close();
    await this.#log.close();
    for (const file of this.#state.files) file.release();
  }

  async #commit(group: readonly LogRecord[]): Promise<void> {
    const sizes = group.map(({ batch }) => batchSize(batch));
    const postings = sizes.reduce((sum, size) => sum + size.postings, 0);
    const documents = sizes.reduce((sum, size) => sum + size.documents, 0);
    const limit = this.#options.memoryPostings ?? DEFAULT_MEMORY_POSTINGS;
    if (this.#state.active.postingCount + postings > limit) await this.#rotate();
    // Whatever can fail comes before the log: what is in the log, is in memory.
    this.#state.active.reserve(documents, postings);
    await this.#log.append(group);
    for (const record of group) this.#state.apply(record);
    this.#maintenance.noteWrite();
    this.#startCheckpointTimer();
  }

  /** Freezes the active memory segment, if it has anything, and begins a new one with a new log. */
  async #rotate(): Promise<void> {
    if (this.#state.active.isEmpty) return;
    while (this.#state.frozen.length >= MAX_FROZEN) await this.#maintenance.flushed();
    if (this.#state.files.length >= MAX_FILES) await this.#maintenance.merged();
    const number = this.#nextNumber++;
    const log = await Log.create(logPath(this.directory, number), this.#options.sync ?? true);
    // Everything in it is synced: nothing is lost if closing fails.
    await this.#log.close().catch(() => undefined);
    const frozen = { number: this.#logNumber, version: this.#state.version, metadata: this.#state.metadata };
    this.#log = log;
    this.#logNumber = number;
    clearTimeout(this.#checkpointTimer);
    this.#checkpointTimer = undefined;
    this.#maintenance.frozen(this.#state.freeze(), frozen);
  }

  #startCheckpointTimer(): void {
    this.#checkpointTimer ??= setTimeout(() => {
      this.#checkpointTimer = undefined;
      this.checkpoint().catch((error: unknown) => {
        if (error instanceof IndexError) this.#options.onProblem?.(error);
      });
    }, this.#options.checkpointAfter ?? DEFAULT_CHECKPOINT_AFTER).unref();
  }

  #assertOpen(): void {
    if (this.#closed) throw indexClosed();
  }
}
