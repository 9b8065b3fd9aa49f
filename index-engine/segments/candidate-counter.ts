/**
 * Counts the matches of each document of a segment and collects the candidates: documents that reach a minimum score.
 *
 * A search of evenly spread hashes matches a few hundred postings: they are counted in a small hash table (open addressing,
 * linear probing) that fits the first-level cache. A search of common hashes can match millions: they are counted in an
 * array with a counter for each document, as soon as it is smaller than the table.
 */

import { bitLength } from '../blocks/bits.ts';
import { PostingRuns } from './posting-runs.ts';

/** Slots of the first table. */
const FIRST_SLOTS = 1024;
/** A table with more slots than this is not reused for the next segment. */
const MAX_REUSED_SLOTS = 1 << 16;
/** The array takes over when there are fewer documents per slot than this. */
const MAX_DENSE_RATIO = 2;

/** The slots of a table that so many different documents fill to at most one half: a power of two. */
export function slotsFor(documents: number): number {
  return 2 ** bitLength(Math.max(0, documents * 2 - 1));
}

/** Whether to count in an array with a counter for each of so many documents instead of in a table with so many slots. */
export function prefersArray(documents: number, slots: number): boolean {
  return documents < slots * MAX_DENSE_RATIO;
}

/** The argument of `addAll` for a single match. */
const single = new Uint32Array(1);

export class CandidateCounter {
  /** Ordinal + 1; 0 is free. Slots beyond `#slots` are not in use. */
  #keys = new Uint32Array(FIRST_SLOTS);
  #counts = new Uint32Array(FIRST_SLOTS);
  #slots = FIRST_SLOTS;
  #taken = 0;
  #dense: Uint32Array | undefined;
  #documents = 0;
  #threshold = 1;
  #candidates: number[] = [];
  /** What a file segment is about to count; it belongs to the search as the counter does, and is reused with it. */
  readonly runs = new PostingRuns();
  /** Matches counted in all segments so far. */
  total = 0;

  /** Begins a segment of this many documents. `threshold` ≥ 1: the count at which a document becomes a candidate. */
  begin(documents: number, threshold: number): void {
    this.#resize(FIRST_SLOTS);
    this.#dense = undefined;
    this.#documents = documents;
    this.#threshold = threshold;
    this.#candidates = [];
  }

  /** Counters in memory: as many as the table has slots, or one for each document of the segment. */
  get counters(): number {
    return this.#dense?.length ?? this.#slots;
  }

  /** Announces how many matches will be counted, before the first one; only for speed, since the table grows as needed. */
  expect(matches: number): void {
    const slots = slotsFor(matches);
    if (slots <= this.#slots) return;
    if (prefersArray(this.#documents, slots)) this.#dense = new Uint32Array(this.#documents);
    else this.#resize(slots);
  }

  /** Counts one match of a document. */
  add(ordinal: number): void {
    single[0] = ordinal;
    this.addAll(single, 1);
  }

  /** Counts one match of each of the first `count` documents. */
  addAll(ordinals: Uint32Array, count: number): void {
    this.total += count;
    for (let from = 0; from < count;) {
      if (this.#dense !== undefined) {
        this.#countDense(this.#dense, ordinals, from, count);
        return;
      }
      // The table grows before it is more than half full.
      const room = Math.min(count - from, (this.#slots >>> 1) - this.#taken);
      if (room === 0) {
        this.#grow();
      } else {
        this.#countSparse(ordinals, from, from + room);
        from += room;
      }
    }
  }

  /** The documents that reached the threshold, unordered. */
  get candidates(): readonly number[] {
    return this.#candidates;
  }

  /** The count of a document that was matched at least once. */
  countOf(ordinal: number): number {
    if (this.#dense !== undefined) return this.#dense[ordinal]!;
    const mask = this.#slots - 1;
    let slot = slotOf(ordinal, mask);
    while (this.#keys[slot] !== ordinal + 1) slot = (slot + 1) & mask;
    return this.#counts[slot]!;
  }

  #countDense(counts: Uint32Array, ordinals: Uint32Array, from: number, to: number): void {
    const threshold = this.#threshold;
    for (let i = from; i < to; i++) {
      const ordinal = ordinals[i]!;
      if (++counts[ordinal]! === threshold) this.#candidates.push(ordinal);
    }
  }

  #countSparse(ordinals: Uint32Array, from: number, to: number): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const mask = this.#slots - 1;
    const threshold = this.#threshold;
    for (let i = from; i < to; i++) {
      const ordinal = ordinals[i]!;
      const key = ordinal + 1;
      let slot = slotOf(ordinal, mask);
      while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 1) & mask;
      if (keys[slot] === 0) {
        keys[slot] = key;
        counts[slot] = 0;
        this.#taken++;
      }
      if (++counts[slot]! === threshold) this.#candidates.push(ordinal);
    }
  }

  /** Doubles the table, or replaces it with a counter for each document. */
  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const slots = this.#slots;
    if (prefersArray(this.#documents, slots * 2)) {
      const dense = new Uint32Array(this.#documents);
      for (let slot = 0; slot < slots; slot++) if (keys[slot] !== 0) dense[keys[slot]! - 1] = counts[slot]!;
      this.#dense = dense;
      return;
    }
    this.#keys = new Uint32Array(slots * 2);
    this.#counts = new Uint32Array(slots * 2);
    this.#slots = slots * 2;
    const mask = this.#slots - 1;
    for (let old = 0; old < slots; old++) {
      const key = keys[old]!;
      if (key === 0) continue;
      let slot = slotOf(key - 1, mask);
      while (this.#keys[slot] !== 0) slot = (slot + 1) & mask;
      this.#keys[slot] = key;
      this.#counts[slot] = counts[old]!;
    }
  }

  /** Begins an empty table of `slots` slots, in the same memory if that is large enough and not too large to clear. */
  #resize(slots: number): void {
    if (this.#keys.length >= slots && this.#keys.length <= MAX_REUSED_SLOTS) {
      this.#keys.fill(0, 0, slots);
    } else {
      this.#keys = new Uint32Array(slots);
      this.#counts = new Uint32Array(slots);
    }
    this.#slots = slots;
    this.#taken = 0;
  }
}

function slotOf(ordinal: number, mask: number): number {
  return (Math.imul(ordinal, 0x9e3779b1) >>> 7) & mask;
}
