/**
 * The hash table of a memory segment: its postings in chains, one chain for each slot of the table, from new to old.
 *
 * The table is built by searches, not by updates: `update` chains the postings that were added since. An index that is
 * written much and searched little does not pay for it.
 * The table is large, and the system clears new memory page by page: after `clear` its memory is used again.
 */

/** The end of a chain. */
export const NO_POSTING = 0xffffffff;
/** Spreads hashes over slots: the golden ratio of 2^32 (Knuth, TAOCP 3, 6.4). */
const SLOT_MULTIPLIER = 0x9e3779b1;
const MAX_SLOT_BITS = 30;

export class PostingChains {
  /** For each posting the next older one of its slot. */
  #older = new Uint32Array(0);
  /** For each slot its newest posting. */
  #newest = new Uint32Array(0);
  #slotShift = 32;
  /** Number of postings that are in chains. */
  #chained = 0;
  /** Nothing was chained yet: the slots have any content. */
  #isCleared = true;
  /** Combines the words that `prefetch` reads, so that the compiler cannot remove the reads. */
  prefetched = 0;

  /** Number of postings that are in chains: the first ones of the segment. */
  get count(): number {
    return this.#chained;
  }

  /** Size of its memory. */
  get bytes(): number {
    return this.#older.byteLength + this.#newest.byteLength;
  }

  /** Chains the first `count` postings, as far as they are not chained yet. The hashes of those that are must not change. */
  update(hashes: Uint32Array, count: number): void {
    if (this.#isCleared || this.#older.length < count) this.#begin(hashes.length);
    const older = this.#older;
    const newest = this.#newest;
    const shift = this.#slotShift;
    for (let posting = this.#chained; posting < count; posting++) {
      const slot = Math.imul(hashes[posting]!, SLOT_MULTIPLIER) >>> shift;
      older[posting] = newest[slot]!;
      newest[slot] = posting;
    }
    this.#chained = Math.max(this.#chained, count);
  }

  /** Takes all postings but the first `count` out of their chains. `hashes` as for `update`. */
  cutBack(hashes: Uint32Array, count: number): void {
    while (this.#chained > count) {
      const posting = --this.#chained;
      this.#newest[Math.imul(hashes[posting]!, SLOT_MULTIPLIER) >>> this.#slotShift] = this.#older[posting]!;
    }
  }

  /** Forgets all postings, so that the table can be that of another segment. */
  clear(): void {
    this.#isCleared = true;
    this.#chained = 0;
  }

  /**
   * Loads the two newest postings of each hash's chain into the processor's cache. Nothing depends on these reads, so memory
   * serves many at a time; a search that follows one chain after the other waits for each. `hashes` as for `update`.
   */
  prefetch(query: Uint32Array, hashes: Uint32Array): void {
    const older = this.#older;
    for (let i = 0; i < query.length; i++) this.prefetched ^= this.newest(query[i]!);
    for (let i = 0; i < query.length; i++) {
      const posting = this.newest(query[i]!);
      if (posting !== NO_POSTING) this.prefetched ^= hashes[posting]! ^ older[posting]!;
    }
    for (let i = 0; i < query.length; i++) {
      const first = this.newest(query[i]!);
      const posting = first === NO_POSTING ? NO_POSTING : older[first]!;
      if (posting !== NO_POSTING) this.prefetched ^= hashes[posting]! ^ older[posting]!;
    }
  }

  /** The newest posting in the chain of a hash, or `NO_POSTING`. Other hashes may be in the same chain. */
  newest(hash: number): number {
    return this.#newest[Math.imul(hash, SLOT_MULTIPLIER) >>> this.#slotShift]!;
  }

  /** The next older posting of the same chain, or `NO_POSTING`. */
  older(posting: number): number {
    return this.#older[posting]!;
  }

  /** Empties the table and makes room for `capacity` postings; half as many slots. */
  #begin(capacity: number): void {
    if (this.#older.length < capacity) {
      const bits = Math.max(1, Math.min(MAX_SLOT_BITS, 30 - Math.clz32(capacity)));
      this.#older = new Uint32Array(capacity);
      this.#newest = new Uint32Array(2 ** bits);
      this.#slotShift = 32 - bits;
    }
    this.#newest.fill(NO_POSTING);
    this.#chained = 0;
    this.#isCleared = false;
  }
}
