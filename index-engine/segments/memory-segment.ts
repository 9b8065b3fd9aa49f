/**
 * The newest documents, in memory: searchable the moment they are added.
 *
 * Adding a document only copies its hashes behind those of the documents before it. A search finds them through a hash
 * table of chains, which it brings up to date first: whoever writes much and searches little does not pay for it.
 * Documents get ordinals in the order they came, so "the state before that batch" is just a bound on ordinals. A document
 * that is replaced or deleted stays where it is, marked dead, and is left out when the segment is written to a file.
 *
 * Invariants: the chain of a slot runs from new to old; after `reserve`, adding cannot fail.
 * Lifetime: active (batches are added) → frozen (waits for its file) → released by the index and by the last search that
 * sees it; then its memory goes back to the pool.
 */

import type { CandidateCounter } from './candidate-counter.ts';
import { DeadSet } from './dead-set.ts';
import type { Pace } from './time-slice.ts';
import type { Segment } from './segment.ts';
import type { SharedWords, WordPool } from './word-pool.ts';

/** The end of a chain. */
const NONE = 0xffffffff;
const FIRST_CAPACITY = 4096;
/** Spreads hashes over slots: the golden ratio of 2^32 (Knuth, TAOCP 3, 6.4). */
const SLOT_MULTIPLIER = 0x9e3779b1;

/** What a memory segment holds, for the job that writes it to a file. */
export interface MemoryContent {
  /** The hashes of all documents, one document after the other. */
  readonly hashes: Uint32Array;
  /** For each document the index of its first hash, then the number of all hashes. */
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  /** View of the dead set. */
  readonly dead: Uint32Array;
}

export class MemorySegment implements Segment {
  readonly dead = new DeadSet(0);
  readonly isOrdered = false;
  /** Ids deleted here: older segments' documents with these ids are dead. */
  readonly tombstones = new Set<number>();
  readonly #ordinals = new Map<number, number>();

  /** Document i: its id, and where its hashes begin; they end where the next one's begin. */
  #ids: SharedWords;
  #starts: SharedWords;
  #documentCount = 0;
  #hashes: SharedWords;
  #postingCount = 0;

  /** For each posting the next older one of its slot, and the newest posting of each slot; made by the first search. */
  #older = new Uint32Array(0);
  #newest = new Uint32Array(0);
  #slotShift = 32;
  /** Postings that are in chains. */
  #chained = 0;

  readonly #pool: WordPool;
  #references = 1;

  /** `expected`: postings that are likely to come. */
  constructor(pool: WordPool, expected = 0) {
    this.#pool = pool;
    this.#ids = newWords(FIRST_CAPACITY);
    this.#starts = newWords(FIRST_CAPACITY);
    this.#starts[0] = 0;
    this.#hashes = pool.take(Math.max(FIRST_CAPACITY, expected));
  }

  get documentCount(): number {
    return this.#documentCount;
  }

  get postingCount(): number {
    return this.#postingCount;
  }

  get isEmpty(): boolean {
    return this.#documentCount === 0 && this.tombstones.size === 0;
  }

  idOf(ordinal: number): number {
    return this.#ids[ordinal]!;
  }

  ordinalOf(id: number): number {
    return this.#ordinals.get(id) ?? -1;
  }

  hasTombstone(id: number): boolean {
    return this.tombstones.has(id);
  }

  /** Makes room for so many more documents and postings; the only step of a batch that can fail for lack of memory. */
  reserve(documents: number, postings: number): void {
    this.#ids = withRoom(this.#ids, this.#documentCount + documents);
    this.#starts = withRoom(this.#starts, this.#documentCount + documents + 1);
    const needed = this.#postingCount + postings;
    if (needed <= this.#hashes.length) return;
    const larger = this.#pool.take(Math.max(needed, this.#hashes.length * 2));
    larger.set(this.#hashes.subarray(0, this.#postingCount));
    this.#pool.give(this.#hashes);
    this.#hashes = larger;
  }

  /** Adds a document; one with the same id dies. `reserve` must have made room. */
  insert(id: number, hashes: Uint32Array): void {
    const previous = this.#ordinals.get(id);
    if (previous !== undefined) this.dead.mark(previous);
    this.tombstones.delete(id);
    const ordinal = this.#documentCount++;
    this.#ids[ordinal] = id;
    this.#ordinals.set(id, ordinal);
    this.#hashes.set(hashes, this.#postingCount);
    this.#postingCount += hashes.length;
    this.#starts[ordinal + 1] = this.#postingCount;
  }

  /** Deletes an id here. `tombstone`: an older segment has it too. */
  delete(id: number, tombstone: boolean): void {
    const previous = this.#ordinals.get(id);
    if (previous !== undefined) this.dead.mark(previous);
    if (tombstone) this.tombstones.add(id);
  }

  *match(query: Uint32Array, bound: number, counter: CandidateCounter, pace: Pace): Generator<void, void> {
    for (const hash of query) {
      // Again after each pause: the chains may have been rebuilt by another search.
      this.#chainAll();
      const hashes = this.#hashes;
      for (let posting = this.#newest[this.#slot(hash)]!; posting !== NONE; posting = this.#older[posting]!) {
        if (hashes[posting] !== hash) continue;
        const ordinal = this.#documentOf(posting);
        if (ordinal < bound) counter.add(ordinal);
      }
      if (pace.due()) yield;
    }
  }

  /** What is to be written to a file. The arrays are shared, not copied: they must not change any more. */
  content(): MemoryContent {
    return {
      hashes: this.#hashes.subarray(0, this.#postingCount),
      starts: this.#starts.subarray(0, this.#documentCount + 1),
      ids: this.#ids.subarray(0, this.#documentCount),
      dead: this.dead.view(),
    };
  }

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (--this.#references === 0) this.#pool.give(this.#hashes);
  }

  /** The document that a posting belongs to: the last one that begins at or before it. */
  #documentOf(posting: number): number {
    let low = 0;
    let high = this.#documentCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle + 1]! <= posting) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #slot(hash: number): number {
    return Math.imul(hash, SLOT_MULTIPLIER) >>> this.#slotShift;
  }

  /** Chains the postings that came since the last search. */
  #chainAll(): void {
    if (this.#chained === this.#postingCount && this.#newest.length > 0) return;
    if (this.#newest.length === 0 || this.#older.length < this.#postingCount) this.#beginChains();
    const hashes = this.#hashes;
    const older = this.#older;
    const newest = this.#newest;
    const shift = this.#slotShift;
    for (let posting = this.#chained; posting < this.#postingCount; posting++) {
      const slot = Math.imul(hashes[posting]!, SLOT_MULTIPLIER) >>> shift;
      older[posting] = newest[slot]!;
      newest[slot] = posting;
    }
    this.#chained = this.#postingCount;
  }

  /** Half as many slots as there is room for postings. */
  #beginChains(): void {
    const capacity = this.#hashes.length;
    const bits = Math.max(1, Math.min(30, 30 - Math.clz32(capacity)));
    this.#older = new Uint32Array(capacity);
    this.#newest = new Uint32Array(2 ** bits).fill(NONE);
    this.#slotShift = 32 - bits;
    this.#chained = 0;
  }
}

/** Shared memory: the thread that writes the segment to a file reads it where it is. */
function newWords(count: number): SharedWords {
  return new Uint32Array(new SharedArrayBuffer(count * 4));
}

/** The array, or a larger copy of it: capacities double, so adding stays linear. */
function withRoom(array: SharedWords, needed: number): SharedWords {
  if (needed <= array.length) return array;
  let capacity = array.length;
  while (capacity < needed) capacity *= 2;
  const larger = newWords(capacity);
  larger.set(array);
  return larger;
}
