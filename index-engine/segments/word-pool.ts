/**
 * Shared memory for memory segments, used again and again: a bounded number of large arrays instead of garbage that two
 * threads would have to collect before it is free.
 */

export type SharedWords = Uint32Array<SharedArrayBuffer>;

/** Free arrays that are kept. */
const MAX_FREE = 3;

export class WordPool {
  readonly #free: SharedWords[] = [];

  /** An array of at least so many words, in which anything may stand. */
  take(words: number): SharedWords {
    const fitting = this.#free.findIndex((array) => array.length >= words);
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0]!;
    return new Uint32Array(new SharedArrayBuffer(words * 4));
  }

  /** Takes an array back: nobody uses it any more. The largest ones are kept. */
  give(array: SharedWords): void {
    this.#free.push(array);
    this.#free.sort((a, b) => a.length - b.length);
    if (this.#free.length > MAX_FREE) this.#free.shift();
  }
}
