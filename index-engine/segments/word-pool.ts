/**
 * A pool of shared memory for memory segments. Reusing a bounded number of large arrays avoids garbage that is freed only
 * when the collectors of two threads have run.
 */

export type SharedWords = Uint32Array<SharedArrayBuffer>;

/** Free arrays that the pool keeps. */
const MAX_FREE = 3;

/** A zeroed array in shared memory: the thread that writes the segment to a file reads it in place. */
export function newWords(count: number): SharedWords {
  return new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
}

export class WordPool {
  /** Ascending by size. */
  readonly #free: SharedWords[] = [];

  /** An array of at least `words` words, with any content. */
  take(words: number): SharedWords {
    const fitting = this.#free.findIndex((array) => array.length >= words);
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0]!;
    return newWords(words);
  }

  /** Takes back an array that is not used any more. The pool keeps the largest ones. */
  give(array: SharedWords): void {
    this.#free.push(array);
    this.#free.sort((a, b) => a.length - b.length);
    if (this.#free.length > MAX_FREE) this.#free.shift();
  }
}
