/**
 * The path of an update: queue → group → log, synced → active memory segment.
 *
 * When the active memory segment is full, or some time after its first update, it is frozen, and a new one begins with a
 * new log. Updates wait for the log only and, when documents come faster than files can be written, for flushes and
 * merges.
 */

import { IndexError } from '../contract/index-error.ts';
import { batchSize } from '../log/change-batch.ts';
import type { LogRecord } from '../log/log-format.ts';
import { Log } from '../log/log.ts';
import { logPath } from '../storage/index-files.ts';
import { ChainAhead } from './chain-ahead.ts';
import type { IndexState } from './index-state.ts';
import type { Maintenance } from './maintenance.ts';
import { Mutex } from './mutex.ts';
import { UpdateQueue } from './update-queue.ts';
import type { Update } from './update-queue.ts';

/** Frozen memory segments at which updates wait for a flush: one is written while the next one takes documents. */
const MAX_FROZEN = 1;
/** File segments at which updates wait for a merge, inputs of merges included: every search looks into each of them. */
const MAX_FILES = 24;

export interface WritePathParts {
  readonly directory: string;
  readonly state: IndexState;
  readonly maintenance: Maintenance;
  readonly newNumber: () => number;
  /** Postings at which a memory segment is frozen. */
  readonly memoryPostings: number;
  /** Milliseconds after which a memory segment is frozen however small it is. */
  readonly checkpointAfter: number;
  /** Whether logs are synced. */
  readonly sync: boolean;
  /** Called with failures of checkpoints that the timer began. */
  readonly onProblem: (error: IndexError) => void;
}

export class WritePath {
  readonly #parts: WritePathParts;
  readonly #updates: UpdateQueue;
  /** Commits and rotations exclude each other. */
  readonly #writes = new Mutex();
  readonly #chainAhead: ChainAhead;
  #log: Log;
  #logNumber: number;
  #checkpointTimer: NodeJS.Timeout | undefined;
  #closed = false;

  /** `log`: the log of the active memory segment. */
  constructor(parts: WritePathParts, log: Log, logNumber: number) {
    this.#parts = parts;
    this.#log = log;
    this.#logNumber = logNumber;
    this.#chainAhead = new ChainAhead(parts.state);
    this.#updates = new UpdateQueue(
      () => parts.state.version,
      (group) => this.#writes.run(() => this.#commit(group)),
    );
    if (!parts.state.active.isEmpty) this.#startCheckpointTimer();
  }

  /** Resolves with the new version when the update is durable and searchable. Rejects with `VersionMismatch`, `WriteFailed`. */
  update(update: Update): Promise<number> {
    return this.#updates.push(update);
  }

  /** Writes everything that was updated so far to file segments. Rejects with `WriteFailed`. */
  async checkpoint(): Promise<void> {
    await this.#writes.run(() => this.#rotate());
    await this.#parts.maintenance.flushed();
  }

  /** Completes the updates that were accepted and closes the log. */
  async close(): Promise<void> {
    await this.#updates.drained();
    await this.#writes.idle();
    this.#closed = true;
    clearTimeout(this.#checkpointTimer);
    await this.#log.close();
  }

  async #commit(group: readonly LogRecord[]): Promise<void> {
    const { state, maintenance, memoryPostings } = this.#parts;
    const sizes = group.map(({ batch }) => batchSize(batch));
    const postings = sizes.reduce((sum, size) => sum + size.postings, 0);
    const documents = sizes.reduce((sum, size) => sum + size.documents, 0);
    if (state.active.postingCount + postings > memoryPostings) await this.#rotate();
    // What can fail comes before the log: a record in the log must reach memory.
    state.active.reserve(documents, postings);
    const [logged] = await Promise.allSettled([this.#log.append(group), this.#chainAhead.chain(group)]);
    if (logged.status === 'rejected') {
      state.active.unstage();
      throw logged.reason;
    }
    for (const record of group) state.apply(record);
    maintenance.noteWrite();
    this.#startCheckpointTimer();
  }

  /** Freezes the active memory segment, if it is not empty, and begins a new one with a new log. */
  async #rotate(): Promise<void> {
    const { state, maintenance, directory, sync, newNumber } = this.#parts;
    if (state.active.isEmpty) return;
    while (state.frozen.length >= MAX_FROZEN) await maintenance.flushed();
    while (state.files.length >= MAX_FILES) if (!(await maintenance.merged())) break;
    const number = newNumber();
    const log = await Log.create(logPath(directory, number), sync);
    // All its records are synced: nothing is lost if closing fails.
    await this.#log.close().catch(() => undefined);
    const frozenLog = { number: this.#logNumber, version: state.version, metadata: state.metadata };
    this.#log = log;
    this.#logNumber = number;
    clearTimeout(this.#checkpointTimer);
    this.#checkpointTimer = undefined;
    maintenance.addFrozen(state.freeze(), frozenLog);
  }

  #startCheckpointTimer(): void {
    if (this.#closed) return;
    this.#checkpointTimer ??= setTimeout(() => {
      this.#checkpointTimer = undefined;
      this.checkpoint().catch((error: unknown) => {
        if (error instanceof IndexError) this.#parts.onProblem(error);
      });
    }, this.#parts.checkpointAfter).unref();
  }
}
