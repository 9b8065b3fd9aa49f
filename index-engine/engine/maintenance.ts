/**
 * Decides in the background when an open index writes frozen memory segments to files and when it merges files
 * (`merger.ts`); `segment-replacer.ts` does both.
 *
 * Flushes run one after the other; beside them run merges. A failure is reported, leaves the index as it was, and is
 * retried later. Merging stops for good when a file turns out to be damaged: searches continue, and
 * name the file when they read it.
 */

import type { BlockCache, BlockUsage } from '../blocks/block-cache.ts';
import type { IndexError } from '../contract/index-error.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import type { MemorySegment } from '../segments/memory-segment.ts';
import { FileRemover } from '../storage/file-remover.ts';
import type { IndexState } from './index-state.ts';
import type { Manifest } from './manifest.ts';
import { ManifestWriter } from './manifest-writer.ts';
import { Merger } from './merger.ts';
import { SegmentReplacer } from './segment-replacer.ts';
import type { FrozenLog } from './segment-replacer.ts';

const RETRY_MILLISECONDS = 2000;
/** An index is idle when this much time has passed without a write. */
const IDLE_MILLISECONDS = 2000;

export interface MaintenanceParts {
  readonly directory: string;
  readonly state: IndexState;
  readonly cache: BlockCache;
  readonly usage: BlockUsage;
  readonly runner: JobRunner;
  /** The manifest in force. */
  readonly manifest: Manifest;
  readonly newNumber: () => number;
  /** Called with every failure that no call reports. */
  readonly onProblem: (error: IndexError) => void;
}

export class Maintenance {
  readonly #runner: JobRunner;
  readonly #onProblem: (error: IndexError) => void;
  readonly #remover = new FileRemover();
  readonly #manifest: ManifestWriter;
  readonly #replacer: SegmentReplacer;
  /** Frozen segments with their logs, from old to new. */
  readonly #frozen: { readonly segment: MemorySegment; readonly log: FrozenLog }[] = [];
  #flushing: Promise<void> | undefined;
  readonly #merger: Merger;
  #closed = false;
  checkpoints = 0;
  readonly #idleTimer: NodeJS.Timeout;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor({ onProblem, ...parts }: MaintenanceParts) {
    this.#runner = parts.runner;
    this.#onProblem = onProblem;
    this.#manifest = new ManifestWriter(parts.directory, parts.manifest, this.#remover);
    this.#replacer = new SegmentReplacer({ ...parts, manifest: this.#manifest, remover: this.#remover });
    this.#merger = new Merger(parts.state, this.#replacer, (error) => this.#failed(error));
    this.#idleTimer = setTimeout(() => {
      this.#merger.idle = true;
      this.start();
    }, IDLE_MILLISECONDS).unref();
  }

  /** Registers a segment that the state has frozen, with its log, and begins to flush. */
  addFrozen(segment: MemorySegment, log: FrozenLog): void {
    this.#frozen.push({ segment, log });
    this.start();
  }

  /** Registers a write: the index is not idle. */
  noteWrite(): void {
    this.#merger.idle = false;
    this.#idleTimer.refresh();
  }

  /** Begins what there is to do. */
  start(): void {
    void this.#flushAll().catch((error: IndexError) => this.#failed(error));
    this.#merger.start();
  }

  /** Merges that have ended well. */
  get merges(): number {
    return this.#merger.merges;
  }

  /** Resolves when all frozen segments are files. Rejects when one cannot be written. */
  flushed(): Promise<void> {
    return this.#flushAll();
  }

  /**
   * Resolves with true when one of the running merges has ended, with false if there is nothing to merge. Rejects when it
   * fails.
   */
  merged(): Promise<boolean> {
    this.#merger.start();
    return this.#merger.oneEnded();
  }

  /** Flushes frozen segments and merges as an idle index does. */
  async settle(): Promise<void> {
    await this.#flushAll();
    await this.#merger.allEnded();
    this.#merger.idle = true;
    this.#merger.start();
    await this.#merger.allEnded();
  }

  /** The manifest in force: it names the files of the state. */
  get manifest(): Manifest {
    return this.#manifest.manifest;
  }

  /** Ends what is running; what was not completed is done again after the next opening. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#merger.stop();
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#retryTimer);
    await this.#runner.close();
    await Promise.allSettled([this.#flushing, this.#merger.settled()]);
    await this.#remover.finished();
  }

  #failed(error: IndexError): void {
    if (this.#closed) return;
    this.#onProblem(error);
    // A damaged file stays damaged; a full disk may have room later.
    if (error.code === 'CorruptFile') {
      this.#merger.stop();
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

  async #flushLoop(): Promise<void> {
    for (let next = this.#frozen[0]; next !== undefined && !this.#closed; next = this.#frozen[0]) {
      await this.#replacer.flush(next.segment, next.log);
      this.#frozen.shift();
      this.checkpoints++;
      this.#merger.start();
    }
  }
}
