/**
 * The block index of a file segment, in memory: the first hash of every group and the block it starts at; eight bytes for
 * about a thousand postings.
 * A table over the top bits of the hash narrows the search to a few groups before the binary search begins: evenly spread
 * hashes are found with two cache misses, skewed ones with a few more.
 */

import { bitLength } from './bits.ts';

export class GroupIndex {
  readonly count: number;
  /** First hash of each group, ascending. */
  readonly firstHashes: Uint32Array;
  /** Block number of each group's hash block. */
  readonly blocks: Uint32Array;
  readonly #shift: number;
  /** For each value of the top bits: how many groups begin with a smaller one. */
  readonly #starts: Uint32Array;

  constructor(firstHashes: Uint32Array, blocks: Uint32Array) {
    this.count = firstHashes.length;
    this.firstHashes = firstHashes;
    this.blocks = blocks;
    const topBits = Math.max(1, Math.min(24, bitLength(this.count)));
    this.#shift = 32 - topBits;
    this.#starts = new Uint32Array(2 ** topBits + 1);
    for (const hash of firstHashes) this.#starts[(hash >>> this.#shift) + 1]!++;
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i]! += this.#starts[i - 1]!;
  }

  /** The first group that can contain the hash: the last one that begins with a smaller hash, or group 0. */
  firstCandidate(hash: number): number {
    const top = hash >>> this.#shift;
    let low = this.#starts[top]!;
    let high = this.#starts[top + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.firstHashes[middle]! < hash) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : low - 1;
  }
}
