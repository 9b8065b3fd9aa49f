/**
 * Which documents of a segment are dead: deleted, or replaced by a newer segment's. A bit per ordinal.
 * Invariant: words handed out by `view` never change; the next mark copies them first. So a search that was interrupted
 * goes on with the documents that were alive when it began.
 */

import { popcount } from '../blocks/bits.ts';

export class DeadSet {
  #words: Uint32Array;
  #shared = false;
  #count = 0;

  /** `documents`: how many there are now; the set grows when a higher ordinal is marked. */
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
      this.#shared = false;
    } else if (this.#shared) {
      this.#words = this.#words.slice();
      this.#shared = false;
    }
    this.#words[word]! |= 1 << (ordinal & 31);
    this.#count++;
    return true;
  }

  /** The set as it is now, for `isDead`: it does not change any more. */
  view(): Uint32Array {
    this.#shared = true;
    return this.#words;
  }
}

/** Whether the ordinal is in a view of a dead set. */
export function isDead(words: Uint32Array, ordinal: number): boolean {
  const word = ordinal >>> 5;
  return word < words.length && (words[word]! & (1 << (ordinal & 31))) !== 0;
}

/** How many documents are in a view of a dead set. */
export function countDead(words: Uint32Array): number {
  let count = 0;
  for (const word of words) count += popcount(word);
  return count;
}
