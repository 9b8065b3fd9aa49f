/**
 * The memory of memory segments: shared arrays, and the hash tables of their postings. Reusing them avoids garbage, which
 * in shared memory is freed only when the collectors of two threads have run, and new pages, which the system clears.
 * One of each is kept: at most one segment is written to a file while another one takes documents.
 */

import { PostingChains } from './posting-chains.ts';

export type SharedWords = Uint32Array<SharedArrayBuffer>;

/** A zeroed array in shared memory: the thread that writes the segment to a file reads it in place. */
export function newWords(count: number): SharedWords {
  return new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
}

export class WordPool {
  #free: SharedWords | undefined;
  #freeChains: PostingChains | undefined;

  /** An array of at least `words` words, with any content. */
  take(words: number): SharedWords {
    const free = this.#free;
    if (free === undefined || free.length < words) return newWords(words);
    this.#free = undefined;
    return free;
  }

  /** Takes back an array that is not used any more. The pool keeps the largest one. */
  give(array: SharedWords): void {
    if (this.#free === undefined || this.#free.length < array.length) this.#free = array;
  }

  /** An empty hash table. */
  takeChains(): PostingChains {
    const chains = this.#freeChains ?? new PostingChains();
    this.#freeChains = undefined;
    return chains;
  }

  /** Takes back a hash table that is not used any more. */
  giveChains(chains: PostingChains): void {
    chains.clear();
    this.#freeChains = chains;
  }
}
