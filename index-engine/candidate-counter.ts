/**
 * Counts how often each document of a segment was matched and remembers those that reached the smallest score that counts.
 *
 * A search of evenly spread hashes matches a few hundred postings: they are counted in a small open-addressing table that
 * stays in the first cache. A search of common hashes can match millions: then a plain array with a counter for each
 * document takes over.
 */

/** Slots the table begins with. */
const SMALL_TABLE = 1024;
/** With fewer documents per slot than this the plain array is the smaller one. */
const DENSE_BELOW = 2;

export class CandidateCounter {
  /** Ordinal + 1; 0 is free. */
  #keys = new Uint32Array(SMALL_TABLE);
  #counts = new Uint32Array(SMALL_TABLE);
  #slots = SMALL_TABLE;
  #taken = 0;
  #dense: Uint32Array | undefined;
  #documents = 0;
  #threshold = 1;
  #candidates: number[] = [];
  /** Matches counted in all segments so far. */
  total = 0;

  /** Begins a segment. `threshold` ≥ 1: the smallest count that makes a candidate. */
  begin(documents: number, threshold: number): void {
    if (this.#slots === SMALL_TABLE) {
      this.#keys.fill(0);
    } else {
      this.#slots = SMALL_TABLE;
      this.#keys = new Uint32Array(SMALL_TABLE);
      this.#counts = new Uint32Array(SMALL_TABLE);
    }
    this.#taken = 0;
    this.#dense = undefined;
    this.#documents = documents;
    this.#threshold = threshold;
    this.#candidates = [];
  }

  /** Counts one match of a document. */
  add(ordinal: number): void {
    this.total++;
    if (this.#dense !== undefined) {
      if (++this.#dense[ordinal]! === this.#threshold) this.#candidates.push(ordinal);
      return;
    }
    const keys = this.#keys;
    const mask = this.#slots - 1;
    const key = ordinal + 1;
    let slot = (Math.imul(ordinal, 0x9e3779b1) >>> 7) & mask;
    while (keys[slot] !== key) {
      if (keys[slot] === 0) {
        keys[slot] = key;
        this.#counts[slot] = 1;
        if (this.#threshold === 1) this.#candidates.push(ordinal);
        if (++this.#taken * 2 > this.#slots) this.#grow();
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (++this.#counts[slot]! === this.#threshold) this.#candidates.push(ordinal);
  }

  /** Counts one match of each of the first `count` documents. */
  addAll(ordinals: Uint32Array, count: number): void {
    for (let i = 0; i < count; i++) this.add(ordinals[i]!);
  }

  /** The documents that reached the threshold, in no particular order. */
  get candidates(): readonly number[] {
    return this.#candidates;
  }

  /** The count of a document that was matched. */
  countOf(ordinal: number): number {
    if (this.#dense !== undefined) return this.#dense[ordinal]!;
    const mask = this.#slots - 1;
    let slot = (Math.imul(ordinal, 0x9e3779b1) >>> 7) & mask;
    while (this.#keys[slot] !== ordinal + 1) slot = (slot + 1) & mask;
    return this.#counts[slot]!;
  }

  #grow(): void {
    const { keys, counts, slots } = { keys: this.#keys, counts: this.#counts, slots: this.#slots };
    if (this.#documents < slots * 2 * DENSE_BELOW) {
      const dense = new Uint32Array(this.#documents);
      for (let slot = 0; slot < slots; slot++) if (keys[slot] !== 0) dense[keys[slot]! - 1] = counts[slot]!;
      this.#dense = dense;
      return;
    }
    this.#slots = slots * 2;
    this.#keys = new Uint32Array(this.#slots);
    this.#counts = new Uint32Array(this.#slots);
    const mask = this.#slots - 1;
    for (let old = 0; old < slots; old++) {
      const key = keys[old]!;
      if (key === 0) continue;
      let slot = (Math.imul(key - 1, 0x9e3779b1) >>> 7) & mask;
      while (this.#keys[slot] !== 0) slot = (slot + 1) & mask;
      this.#keys[slot] = key;
      this.#counts[slot] = counts[old]!;
    }
  }
}
