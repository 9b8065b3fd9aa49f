/**
 * Keeps the index in shape behind the scenes: writes frozen memory segments to files and merges file segments.
 *
 * Both follow the same three steps: everything that can fail (a new file, written by the job runner), then the manifest
 * (durable: this is the instant of change on disk), then the swap in memory, which cannot fail. Documents that died while
 * a file was being written are marked dead in it before anyone sees it.
 *
 * Flushes and merges run beside each other; manifests are written one after the other. A failure is reported, leaves the
 * index as it was, and is tried again later.
 */

import type { BlockCache, BlockUsage } from '../blocks/block-cache.ts';
import type { IndexError } from '../contract/index-error.ts';
import { FileRemover } from '../storage/file-remover.ts';
import { FileSegment } from '../segments/file-segment.ts';
import type { IndexState } from './index-state.ts';
import { logPath, segmentPath } from '../storage/index-files.ts';
import type { Manifest } from './manifest.ts';
import { ManifestKeeper } from './manifest-writer.ts';
import type { MemorySegment } from '../segments/memory-segment.ts';
import { planMerge } from './merge-policy.ts';
import type { MergeRange } from './merge-policy.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import type { SegmentJob } from '../jobs/segment-job.ts';
import { copyNewlyDead, neededTombstones } from '../segments/segment-replacement.ts';

const RETRY_MILLISECONDS = 2000;
/** Without a write for so long, the time is quiet. */
const QUIET_MILLISECONDS = 2000;

/** What the log of a frozen segment was, for the manifest that makes it superfluous. */
export interface FrozenLog {
  readonly number: number;
  readonly version: number;
  readonly metadata: Manifest['metadata'];
}

export interface MaintenanceParts {
  readonly directory: string;
  readonly state: IndexState;
  readonly cache: BlockCache;
  readonly usage: BlockUsage;
  readonly runner: JobRunner;
  /** What the manifest says now. */
  readonly manifest: Manifest;
  readonly newNumber: () => number;
  /** Told of every failure that no caller gets to hear. */
  readonly onProblem: (error: IndexError) => void;
}

export class Maintenance {
  readonly #parts: MaintenanceParts;
  readonly #remover = new FileRemover();
  readonly #keeper: ManifestKeeper;
  readonly #logs = new Map<MemorySegment, FrozenLog>();
  #flushing: Promise<void> | undefined;
  #merging: Promise<void> | undefined;
  #runningMerge: Promise<void> | undefined;
  /** A file is damaged: merging would find it again and again. Searches go on and name it when they meet it. */
  #mergingStopped = false;
  #quiet = false;
  #closed = false;
  checkpoints = 0;
  merges = 0;
  readonly #quietTimer: NodeJS.Timeout;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
    this.#keeper = new ManifestKeeper(parts.directory, parts.manifest, this.#remover);
    this.#quietTimer = setTimeout(() => {
      this.#quiet = true;
      this.start();
    }, QUIET_MILLISECONDS).unref();
  }

  /** A segment of the state was frozen; its log says what it holds. */
  frozen(segment: MemorySegment, log: FrozenLog): void {
    this.#logs.set(segment, log);
    this.start();
  }

  /** Something was written: the time is not quiet. */
  noteWrite(): void {
    this.#quiet = false;
    this.#quietTimer.refresh();
  }

  /** Begins whatever there is to do. */
  start(): void {
    void this.#flushAll().catch((error: IndexError) => this.#failed(error));
    void this.#mergeAll().catch((error: IndexError) => this.#failed(error));
  }

  /** Resolves when all frozen segments are files. Rejects when one cannot be written. */
  flushed(): Promise<void> {
    return this.#flushAll();
  }

  /** Resolves when the merge that is running is done, at once when there is nothing to merge. Rejects when it fails. */
  async merged(): Promise<void> {
    void this.#mergeAll().catch(() => undefined);
    await this.#runningMerge;
  }

  /** Flushes what is frozen and merges until the segments are as few as in quiet times. */
  async settle(): Promise<void> {
    await this.#flushAll();
    await this.#merging;
    this.#quiet = true;
    await this.#mergeAll();
  }

  /** What the manifest says now: the files of the state. */
  get manifest(): Manifest {
    return this.#keeper.manifest;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#quietTimer);
    clearTimeout(this.#retryTimer);
    await this.#parts.runner.close();
    await Promise.allSettled([this.#flushing, this.#merging]);
    await this.#remover.finished();
  }

  #failed(error: IndexError): void {
    if (this.#closed) return;
    this.#parts.onProblem(error);
    // What is damaged stays damaged; a full disk may have room later.
    if (error.code === 'CorruptFile') {
      this.#mergingStopped = true;
      return;
    }
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.start(), RETRY_MILLISECONDS).unref();
  }

  #flushAll(): Promise<void> {
    this.#flushing ??= this.#flushLoop().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  #mergeAll(): Promise<void> {
    this.#merging ??= this.#mergeLoop().finally(() => {
      this.#merging = undefined;
    });
    return this.#merging;
  }

  async #flushLoop(): Promise<void> {
    const { state } = this.#parts;
    for (let segment = state.frozen[0]; segment !== undefined && !this.#closed; segment = state.frozen[0]) {
      await this.#flush(segment);
      void this.#mergeAll().catch((error: IndexError) => this.#failed(error));
    }
  }

  async #mergeLoop(): Promise<void> {
    const { state } = this.#parts;
    while (!this.#closed && !this.#mergingStopped) {
      const sizes = state.files.map((file) => ({
        postings: file.postingCount,
        documents: file.documentCount,
        dead: file.dead.count,
      }));
      const range = planMerge(sizes, this.#quiet);
      if (range === undefined) return;
      this.#runningMerge = this.#merge(range);
      try {
        await this.#runningMerge;
      } finally {
        this.#runningMerge = undefined;
      }
    }
  }

  async #flush(segment: MemorySegment): Promise<void> {
    const { state, directory } = this.#parts;
    const log = this.#logs.get(segment)!;
    const tombstones = neededTombstones(segment.tombstones, state.files);
    const content = segment.content();
    const file = await this.#write(segment.documentCount - segment.dead.count, {
      kind: 'flush',
      path: '',
      content,
      tombstones,
    });
    await this.#keeper.change(
      file,
      (manifest) => ({
        version: log.version,
        metadata: log.metadata,
        segments: file === undefined ? manifest.segments : [...manifest.segments, file.number],
        firstLog: log.number + 1,
      }),
      () => {
        if (file !== undefined) {
          copyNewlyDead(segment, content.dead, file);
          state.files = [...state.files, file];
        }
        state.frozen = state.frozen.slice(1);
        segment.release();
        this.#logs.delete(segment);
      },
    );
    this.checkpoints++;
    this.#remover.remove(logPath(directory, log.number));
  }

  async #merge({ start, end }: MergeRange): Promise<void> {
    const { state } = this.#parts;
    const inputs = state.files.slice(start, end);
    const older = state.files.slice(0, start);
    const dead = inputs.map((input) => input.dead.view());
    const living = inputs.reduce((sum, input) => sum + input.documentCount - input.dead.count, 0);
    const tombstones = neededTombstones(
      inputs.flatMap((input) => [...input.tombstones]),
      older,
    );
    const file = await this.#write(living, {
      kind: 'merge',
      path: '',
      inputs: inputs.map((input, i) => ({ path: input.path, dead: dead[i]! })),
      tombstones,
    });
    const added = file === undefined ? [] : [file];
    await this.#keeper.change(
      file,
      (manifest) => ({
        ...manifest,
        segments: manifest.segments.toSpliced(start, inputs.length, ...added.map(({ number }) => number)),
      }),
      () => {
        if (file !== undefined) inputs.forEach((input, i) => copyNewlyDead(input, dead[i]!, file));
        state.files = state.files.toSpliced(start, inputs.length, ...added);
        for (const input of inputs) input.retire(this.#remover);
      },
    );
    this.merges++;
  }

  /** Has a segment written and opens it; undefined when there is nothing to write. */
  async #write(living: number, job: SegmentJob): Promise<FileSegment | undefined> {
    if (living === 0 && job.tombstones.length === 0) return undefined;
    const number = this.#parts.newNumber();
    const path = segmentPath(this.#parts.directory, number);
    await this.#parts.runner.run({ ...job, path });
    return new FileSegment(number, path, this.#parts.cache, this.#parts.usage);
  }
}
