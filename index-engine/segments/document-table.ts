/**
 * The documents of a file segment: their ids in ascending order. A document's index in the table is its ordinal, by which
 * postings refer to it.
 * Consecutive ids (the usual case: a library counts up) take no memory.
 */

import { lowerBound } from './sorted-ids.ts';

export class DocumentTable {
  readonly count: number;
  readonly #first: number;
  /** At least two ids; undefined when they are consecutive. */
  readonly #ids: Uint32Array | undefined;

  private constructor(first: number, count: number, ids: Uint32Array | undefined) {
    this.#first = first;
    this.count = count;
    this.#ids = ids;
  }

  static consecutive(first: number, count: number): DocumentTable {
    return new DocumentTable(first, count, undefined);
  }

  /** A table of ascending, distinct ids. The array is kept. */
  static of(ids: Uint32Array): DocumentTable {
    const first = ids[0] ?? 0;
    const consecutive = ids.length === 0 || ids[ids.length - 1]! - first === ids.length - 1;
    return new DocumentTable(first, ids.length, consecutive ? undefined : ids);
  }

  /** Whether the ids are first, first + 1, … */
  get isConsecutive(): boolean {
    return this.#ids === undefined;
  }

  idOf(ordinal: number): number {
    return this.#ids === undefined ? this.#first + ordinal : this.#ids[ordinal]!;
  }

  /** The ordinal of an id, or -1. */
  ordinalOf(id: number): number {
    const ordinal = this.lowerBound(id);
    return ordinal < this.count && this.idOf(ordinal) === id ? ordinal : -1;
  }

  /** Number of ids that are smaller than `id`. */
  lowerBound(id: number): number {
    const ids = this.#ids;
    if (ids === undefined) return Math.max(0, Math.min(this.count, id - this.#first));
    // Updates mostly add new, larger ids.
    if (id > ids[this.count - 1]!) return this.count;
    return lowerBound(ids, id);
  }
}
