/**
 * Group commit (Gray and Reuter, Transaction Processing, 9.4.7): while one group of updates is written and synced, the next
 * one collects.
 * Updates are committed in the order of the calls; each gets the next version.
 */

import type { Change, UpdateOptions } from '../contract/fingerprint-index.ts';
import { IndexError } from '../contract/index-error.ts';
import { packChanges } from '../log/change-batch.ts';
import type { LogRecord, Metadata } from '../log/log-format.ts';

export interface Update {
  readonly batch: Uint32Array<ArrayBuffer>;
  readonly metadata: Metadata;
  readonly expectedVersion: number | undefined;
}

/** Packs what a caller passes to `FingerprintIndex.update`. Throws `InvalidFingerprintId`. */
export function packUpdate(changes: readonly Change[], options: UpdateOptions): Update {
  return {
    batch: packChanges(changes),
    metadata: options.metadata ?? {},
    expectedVersion: options.expectedVersion,
  };
}

interface PendingUpdate extends Update {
  readonly resolve: (version: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Size at which a group is full, in words of its batches. */
const MAX_GROUP_WORDS = 4 << 20;

export class UpdateQueue {
  #queue: PendingUpdate[] = [];
  #running = false;
  #run: Promise<void> = Promise.resolve();
  readonly #version: () => number;
  readonly #commit: (group: readonly LogRecord[]) => Promise<void>;

  /**
   * `version` returns the index's version. `commit` makes the records durable and applies them, or rejects and does neither.
   */
  constructor(version: () => number, commit: (group: readonly LogRecord[]) => Promise<void>) {
    this.#version = version;
    this.#commit = commit;
  }

  /** Resolves with the version after the update. Rejects with `VersionMismatch`, or as `commit` does. */
  push(update: Update): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...update, resolve, reject });
      if (!this.#running) this.#run = this.#commitAll();
    });
  }

  /** Resolves when every update that was pushed has settled. */
  async drained(): Promise<void> {
    await this.#run;
  }

  async #commitAll(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) {
      const { members, records } = this.#nextGroup();
      if (members.length === 0) continue;
      try {
        await this.#commit(records);
        members.forEach((member, i) => member.resolve(records[i]!.version));
      } catch (error) {
        for (const member of members) member.reject(error);
      }
    }
    this.#running = false;
  }

  #nextGroup(): { members: PendingUpdate[]; records: LogRecord[] } {
    const members: PendingUpdate[] = [];
    const records: LogRecord[] = [];
    let version = this.#version();
    let words = 0;
    let taken = 0;
    for (const update of this.#queue) {
      if (words > 0 && words + update.batch.length > MAX_GROUP_WORDS) break;
      taken++;
      if (update.expectedVersion !== undefined && update.expectedVersion !== version) {
        update.reject(
          new IndexError('VersionMismatch', `The index is at version ${version}, not ${update.expectedVersion}.`),
        );
        continue;
      }
      words += update.batch.length;
      members.push(update);
      records.push({ version: ++version, batch: update.batch, metadata: update.metadata });
    }
    this.#queue = this.#queue.slice(taken);
    return { members, records };
  }
}
