/**
 * The runs of postings that a search has found in a segment and is about to count: of each its hash block, and the
 * postings `[start, end)` of the group.
 *
 * A search finds a few hundred runs in each of up to two dozen segments. As objects they would be most of what it leaves
 * to the garbage collector, whose pauses other searches wait for.
 */

/** Words of a run: hash block, start, end. */
const RUN_WORDS = 3;
const FIRST_RUNS = 256;
/** Room for more runs than this is given back before the next segment: a search of common hashes may need megabytes. */
const MAX_REUSED_RUNS = 1 << 14;

export class PostingRuns {
  #words = new Uint32Array(FIRST_RUNS * RUN_WORDS);
  #count = 0;
  #postings = 0;

  get count(): number {
    return this.#count;
  }

  /** Size of its memory. */
  get bytes(): number {
    return this.#words.byteLength;
  }

  /** Postings in all runs together. */
  get postings(): number {
    return this.#postings;
  }

  clear(): void {
    if (this.#words.length > MAX_REUSED_RUNS * RUN_WORDS) this.#words = new Uint32Array(FIRST_RUNS * RUN_WORDS);
    this.#count = 0;
    this.#postings = 0;
  }

  add(hashBlock: number, start: number, end: number): void {
    const at = this.#count * RUN_WORDS;
    if (at === this.#words.length) this.#grow();
    this.#words[at] = hashBlock;
    this.#words[at + 1] = start;
    this.#words[at + 2] = end;
    this.#count++;
    this.#postings += end - start;
  }

  hashBlock(run: number): number {
    return this.#words[run * RUN_WORDS]!;
  }

  start(run: number): number {
    return this.#words[run * RUN_WORDS + 1]!;
  }

  end(run: number): number {
    return this.#words[run * RUN_WORDS + 2]!;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#words.length * 2);
    larger.set(this.#words);
    this.#words = larger;
  }
}
