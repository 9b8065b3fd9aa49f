/**
 * Shared memory for memory segments. Reusing a large array avoids garbage that is freed only when the collectors of two
 * threads have run. One is enough: at most one segment is written to a file while another one takes documents.
 */

export type SharedWords = Uint32Array<SharedArrayBuffer>;

/** A zeroed array in shared memory: the thread that writes the segment to a file reads it in place. */
export function newWords(count: number): SharedWords {
  return new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
}

export class WordPool {
  #free: SharedWords | undefined;

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
}
