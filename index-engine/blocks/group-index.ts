/**
 * The block index of a file segment, in memory: for every group its first hash, the number of its hash block, and the
 * block's slot in the cache; sixteen bytes for about a thousand postings.
 *
 * The cost of a lookup is waiting for memory, so the fields of a group are adjacent: the table over the top bits of the
 * hash fits the second-level cache, the few groups that it leaves are one or two cache lines, and their entries lead to
 * the hash block without another lookup.
 */

import { bitLength } from './bits.ts';
import { NO_SLOT } from './block-cache.ts';

/** Words of a group's entry: first hash, block number, slot in the cache, unused. */
export const GROUP_WORDS = 4;
const BLOCK = 1;
export const GROUP_SLOT = 2;
/** The table over the top bits has about one slot for 2^GROUPS_PER_SLOT_BITS groups. */
const GROUPS_PER_SLOT_BITS = 2;

export class GroupIndex {
  readonly count: number;
  /** The entries, ascending by first hash. The block cache writes the slots. */
  readonly entries: Uint32Array<ArrayBuffer>;
  readonly #shift: number;
  /** For each value of the top bits: the number of groups whose first hash has smaller ones. */
  readonly #starts: Uint32Array<ArrayBuffer>;

  constructor(firstHashes: Uint32Array, blocks: Uint32Array) {
    this.count = firstHashes.length;
    this.entries = new Uint32Array(this.count * GROUP_WORDS);
    const topBits = Math.max(1, bitLength(this.count) - GROUPS_PER_SLOT_BITS);
    this.#shift = 32 - topBits;
    this.#starts = new Uint32Array(2 ** topBits + 1);
    for (let group = 0; group < this.count; group++) {
      const entry = group * GROUP_WORDS;
      this.entries[entry] = firstHashes[group]!;
      this.entries[entry + BLOCK] = blocks[group]!;
      this.entries[entry + GROUP_SLOT] = NO_SLOT;
      this.#starts[(firstHashes[group]! >>> this.#shift) + 1]!++;
    }
    for (let top = 1; top < this.#starts.length; top++) this.#starts[top]! += this.#starts[top - 1]!;
  }

  /** Frees the memory at once: the garbage collector would let that of many segments accumulate. Nothing may follow. */
  free(): void {
    this.entries.buffer.transfer(0);
    this.#starts.buffer.transfer(0);
  }

  firstHash(group: number): number {
    return this.entries[group * GROUP_WORDS]!;
  }

  /** The number of the group's hash block in the file. */
  block(group: number): number {
    return this.entries[group * GROUP_WORDS + BLOCK]!;
  }

  /** The first group that can contain the hash: the last group whose first hash is smaller, or group 0. */
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
