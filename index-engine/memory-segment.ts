/**
 * The newest documents, in memory: searchable the moment they are added.
 *
 * Postings lie in the order they came; a hash table of chains finds those of a hash. Documents get ordinals in the order
 * they came, so "the state before that batch" is just a bound on ordinals. A document that is replaced or deleted stays
 * where it is, marked dead, and is left out when the segment is written to a file.
 *
 * Invariants: the chain of a slot runs from new to old; `add` either does all of its work or, short of memory, none.
 * Lifetime: active (batches are added) → frozen (waits for its file) → dropped.
 */

import type { CandidateCounter } from './candidate-counter.ts';
import { DeadSet } from './dead-set.ts';
import type { Pace } from './pace.ts';
import type { Segment } from './segment.ts';

/** The end of a chain. */
const NONE = 0xffffffff;
const FIRST_CAPACITY = 4096;

export class MemorySegment implements Segment {
  readonly dead = new DeadSet(0);
  readonly isOrdered = false;
  /** Ids deleted here: older segments' documents with these ids are dead. */
  readonly tombstones = new Set<number>();
  readonly #ordinals = new Map<number, number>();

  #ids = new Uint32Array(1024);
  #documentCount = 0;

  /** Posting i: its hash, its document, and the next older posting in its slot's chain. */
  #hashes = new Uint32Array(0);
  #documents = new Uint32Array(0);
  #older = new Uint32Array(0);
  #postingCount = 0;
  /** The newest posting of each slot. */
  #newest = new Uint32Array(0);
  #slotShift = 32;

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

  /** Makes room for so many more postings and documents; the only step of a batch that can fail for lack of memory. */
  reserve(documents: number, postings: number): void {
    this.#ids = withRoom(this.#ids, this.#documentCount + documents);
    const needed = this.#postingCount + postings;
    if (needed <= this.#hashes.length) return;
    this.#hashes = withRoom(this.#hashes, needed);
    this.#documents = withRoom(this.#documents, needed);
    this.#older = withRoom(this.#older, needed);
    this.#rebuildChains();
  }

  /** Adds a document; one with the same id dies. `reserve` must have made room. */
  insert(id: number, hashes: Uint32Array): void {
    const previous = this.#ordinals.get(id);
    if (previous !== undefined) this.dead.mark(previous);
    this.tombstones.delete(id);
    const ordinal = this.#documentCount++;
    this.#ids[ordinal] = id;
    this.#ordinals.set(id, ordinal);
    const start = this.#postingCount;
    const end = start + hashes.length;
    this.#hashes.set(hashes, start);
    this.#documents.fill(ordinal, start, end);
    this.#chain(start, end);
    this.#postingCount = end;
  }

  /** Deletes an id here. `tombstone`: an older segment has it too. */
  delete(id: number, tombstone: boolean): void {
    const previous = this.#ordinals.get(id);
    if (previous !== undefined) this.dead.mark(previous);
    if (tombstone) this.tombstones.add(id);
  }

  *match(query: Uint32Array, bound: number, counter: CandidateCounter, pace: Pace): Generator<void, void> {
    if (this.#postingCount === 0) return;
    for (const hash of query) {
      for (let posting = this.#newest[this.#slot(hash)]!; posting !== NONE; posting = this.#older[posting]!) {
        if (this.#hashes[posting] === hash) {
          const ordinal = this.#documents[posting]!;
          if (ordinal < bound) counter.add(ordinal);
        }
      }
      // Not inside a chain: when the table grows meanwhile, a posting's chain is another one.
      if (pace.due()) yield;
    }
  }

  /** Postings, documents and ids as they lie, for writing them to a file: views, valid while nothing is added. */
  content(): { readonly hashes: Uint32Array; readonly ordinals: Uint32Array; readonly ids: Uint32Array } {
    return {
      hashes: this.#hashes.subarray(0, this.#postingCount),
      ordinals: this.#documents.subarray(0, this.#postingCount),
      ids: this.#ids.subarray(0, this.#documentCount),
    };
  }

  #slot(hash: number): number {
    return Math.imul(hash, 0x9e3779b1) >>> this.#slotShift;
  }

  #chain(start: number, end: number): void {
    const hashes = this.#hashes;
    const older = this.#older;
    const newest = this.#newest;
    const shift = this.#slotShift;
    for (let posting = start; posting < end; posting++) {
      const slot = Math.imul(hashes[posting]!, 0x9e3779b1) >>> shift;
      older[posting] = newest[slot]!;
      newest[slot] = posting;
    }
  }

  /** As many slots as postings fit. */
  #rebuildChains(): void {
    const bits = Math.max(1, Math.min(30, 31 - Math.clz32(this.#hashes.length)));
    this.#newest = new Uint32Array(2 ** bits).fill(NONE);
    this.#slotShift = 32 - bits;
    this.#chain(0, this.#postingCount);
  }
}

/** The array, or a larger copy of it: capacities double, so adding stays linear. */
function withRoom(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  let capacity = Math.max(FIRST_CAPACITY, array.length);
  while (capacity < needed) capacity *= 2;
  const larger = new Uint32Array(capacity);
  larger.set(array);
  return larger;
}
