/**
 * The dead documents of a segment: those that were deleted, or replaced by a document of a newer segment. A bitmap by
 * ordinal.
 * Invariant: the words that `view` returns never change; the next mark copies them first. So an interrupted search
 * continues with the documents that were alive when it began.
 */

import { popcount } from '../blocks/bits.ts';

export class DeadSet {
  #words: Uint32Array;
  #shared = false;
  #count = 0;

  /** `documents`: documents in the segment now; the set grows when a higher ordinal is marked. */
  constructor(documents: number) {
    this.#words = new Uint32Array(Math.ceil(documents / 32));
  }

  get count(): number {
    return this.#count;
  }

  has(ordinal: number): boolean {
    return isDead(this.#words, ordinal);
  }

  /** Marks a document dead; returns whether it was alive. */
  mark(ordinal: number): boolean {
    if (this.has(ordinal)) return false;
    const word = ordinal >>> 5;
    if (word >= this.#words.length) {
      const grown = new Uint32Array(Math.max(word + 1, this.#words.length * 2));
      grown.set(this.#words);
      this.#words = grown;
    } else if (this.#shared) {
      this.#words = this.#words.slice();
    }
    this.#shared = false;
    this.#words[word]! |= 1 << (ordinal & 31);
    this.#count++;
    return true;
  }

  /** The set as it is now, for `isDead` and `countDead`. */
  view(): Uint32Array {
    this.#shared = true;
    return this.#words;
  }
}

/** Whether the ordinal is in a view of a dead set. */
export function isDead(words: Uint32Array, ordinal: number): boolean {
  const word = ordinal >>> 5;
  // Reading beyond the words would give no bits either, but slowly.
  return word < words.length && (words[word]! & (1 << (ordinal & 31))) !== 0;
}

/** Number of documents in a view of a dead set. */
export function countDead(words: Uint32Array): number {
  let count = 0;
  for (const word of words) count += popcount(word);
  return count;
}
