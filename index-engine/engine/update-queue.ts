/**
 * Turns a stream of updates into groups: while one group is being written and synced, the next one collects (group
 * commit; Gray and Reuter, Transaction Processing, 9.4.7).
 * Updates are committed in the order they came; each gets the next version.
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

interface Waiting extends Update {
  readonly resolve: (version: number) => void;
  readonly reject: (error: unknown) => void;
}

/** A group stops growing at this size: it is written in one call. */
const GROUP_WORDS = 4 << 20;

export class UpdateQueue {
  #queue: Waiting[] = [];
  #running = false;
  #run: Promise<void> = Promise.resolve();
  readonly #version: () => number;
  readonly #commit: (group: readonly LogRecord[]) => Promise<void>;

  /**
   * `version`: the index's version now. `commit` makes the records durable and applies them, or rejects and does neither.
   */
  constructor(version: () => number, commit: (group: readonly LogRecord[]) => Promise<void>) {
    this.#version = version;
    this.#commit = commit;
  }

  /** Resolves with the version the update made. Rejects with `VersionMismatch`, or as `commit` does. */
  push(update: Update): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...update, resolve, reject });
      if (!this.#running) this.#run = this.#commitAll();
    });
  }

  /** Resolves when nothing waits any more. */
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

  #nextGroup(): { members: Waiting[]; records: LogRecord[] } {
    const members: Waiting[] = [];
    const records: LogRecord[] = [];
    let version = this.#version();
    let words = 0;
    let taken = 0;
    for (const update of this.#queue) {
      if (words > 0 && words + update.batch.length > GROUP_WORDS) break;
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
