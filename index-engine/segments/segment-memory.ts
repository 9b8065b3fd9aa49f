/**
 * The memory of an index's memory segments, which one segment leaves to the next. Reusing it avoids garbage, which is freed
 * only when the collectors of two threads have run, and new pages, which the system clears one by one.
 * One of each kind is kept: at most one segment is written to a file while another one takes documents.
 */

import { OrdinalTable } from './ordinal-table.ts';
import { PostingChains } from './posting-chains.ts';

export type SharedWords = Uint32Array<SharedArrayBuffer>;

/** A zeroed array in shared memory: the thread that writes the segment to a file reads it in place. */
export function newWords(count: number): SharedWords {
  return new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
}

/** A kind of array, of which the largest free one is kept. */
export class FreeWords {
  #free: SharedWords | undefined;

  /** An array of at least `words` words, with any content. */
  take(words: number): SharedWords {
    const free = this.#free;
    if (free === undefined || free.length < words) return newWords(words);
    this.#free = undefined;
    return free;
  }

  /** Takes back an array that is not used any more. */
  give(array: SharedWords): void {
    if (this.#free === undefined || this.#free.length < array.length) this.#free = array;
  }

  /** The array if it has as many words as are needed, else a larger one with its content: twice as large at least. */
  enlarge(array: SharedWords, needed: number): SharedWords {
    if (needed <= array.length) return array;
    const larger = this.take(Math.max(needed, 2 * array.length));
    larger.set(array);
    this.give(array);
    return larger;
  }
}

export class SegmentMemory {
  readonly hashes = new FreeWords();
  readonly ids = new FreeWords();
  readonly starts = new FreeWords();
  #ordinals: OrdinalTable | undefined;
  #chains: PostingChains | undefined;

  /** A table without ordinals. */
  takeOrdinals(): OrdinalTable {
    const ordinals = this.#ordinals ?? new OrdinalTable();
    this.#ordinals = undefined;
    return ordinals;
  }

  /** Takes back a table that is not used any more. */
  giveOrdinals(ordinals: OrdinalTable): void {
    ordinals.clear();
    this.#ordinals = ordinals;
  }

  /** Chains without postings. */
  takeChains(): PostingChains {
    const chains = this.#chains ?? new PostingChains();
    this.#chains = undefined;
    return chains;
  }

  /** Takes back chains that are not used any more. */
  giveChains(chains: PostingChains): void {
    chains.clear();
    this.#chains = chains;
  }
}
