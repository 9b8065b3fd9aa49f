/**
 * The block index of a file segment, in memory: for every group its first hash, the block it starts at, and where the
 * cache has that block; sixteen bytes for about a thousand postings.
 *
 * Looking a hash up is waiting for memory, so everything about a group lies together: the table over the top bits of the
 * hash is small enough for the second cache, the few groups it leaves are one or two cache lines, and from there the way
 * goes straight to the hash block.
 */

import { bitLength } from './bits.ts';
import { NO_SLOT } from './block-cache.ts';

/** Words of a group's entry: first hash, block, slot in the cache, nothing. */
export const GROUP_WORDS = 4;
const BLOCK = 1;
export const GROUP_SLOT = 2;
/** Two bits fewer than would give every group a place of its own: about four groups to a place. */
const SPARED_BITS = 2;

export class GroupIndex {
  readonly count: number;
  /** The entries, ascending by first hash. The cache keeps the slots. */
  readonly entries: Uint32Array;
  readonly #shift: number;
  /** For each value of the top bits: how many groups begin with a smaller one. */
  readonly #starts: Uint32Array;

  constructor(firstHashes: Uint32Array, blocks: Uint32Array) {
    this.count = firstHashes.length;
    this.entries = new Uint32Array(this.count * GROUP_WORDS);
    const topBits = Math.max(1, bitLength(this.count) - SPARED_BITS);
    this.#shift = 32 - topBits;
    this.#starts = new Uint32Array(2 ** topBits + 1);
    for (let group = 0; group < this.count; group++) {
      this.entries.set([firstHashes[group]!, blocks[group]!, NO_SLOT], group * GROUP_WORDS);
      this.#starts[(firstHashes[group]! >>> this.#shift) + 1]!++;
    }
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i]! += this.#starts[i - 1]!;
  }

  firstHash(group: number): number {
    return this.entries[group * GROUP_WORDS]!;
  }

  /** Block number of the group's hash block. */
  block(group: number): number {
    return this.entries[group * GROUP_WORDS + BLOCK]!;
  }

  /** The first group that can contain the hash: the last one that begins with a smaller hash, or group 0. */
  firstCandidate(hash: number): number {
    const top = hash >>> this.#shift;
    let low = this.#starts[top]!;
    let high = this.#starts[top + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle * GROUP_WORDS]! < hash) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : low - 1;
  }
}
