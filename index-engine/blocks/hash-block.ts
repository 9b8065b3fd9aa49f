/**
 * A hash block holds the sorted hashes of one group of postings in Elias–Fano form (Elias 1974; Fano 1971):
 * about 3.2 bits a hash where a million documents share the hash space, and any hash is found without decoding
 * the block. This file reads hash blocks; `hash-block-encoder.ts` writes them.
 *
 * Layout, in 32-bit words (bytes little-endian):
 *
 *     0      first hash
 *     1      postings (u16), bits of the upper part (u16)
 *     2      low bits per hash `l` (u8), shift `s` (u8), then 7 × u16: zeros of the upper part before words 16, 32 … 112
 *     6      upper part: hash i sets bit (x_i >> l) + i, where x_i = (hash_i - first) >> s; a zero ends each bucket
 *     …      lower part, from the next whole word: the `l` low bits of every x_i, packed
 *     127    checksum
 *
 * Invariants: hashes ascend (equal ones allowed); the `s` low bits of every difference are zero, so low bits that are the
 * same in all hashes take no space; the upper part ends with a zero.
 */

import { popcount, trailingZeros } from './bits.ts';
import { BLOCK_PAYLOAD_WORDS } from './block.ts';
import type { Postings } from './postings.ts';

/** The word at which the upper part begins. */
export const UPPER_START = 6;
/**
 * A sample stands for this many words of the block: a cache line, so a search reads the first line and one other. Sample
 * i is the number of zeros of the upper part before word i × SAMPLE_WORDS.
 */
export const SAMPLE_WORDS = 16;
export const SAMPLES = 7;
/** Bits that upper and lower part can have together. */
export const CAPACITY_BITS = (BLOCK_PAYLOAD_WORDS - UPPER_START) * 32;

/** Most postings that a group can have: equal hashes take one bit each. */
export const MAX_GROUP_POSTINGS = CAPACITY_BITS - 1;

/** Number of postings in the group of the block at word `at`. */
export function hashBlockCount(words: Uint32Array, at: number): number {
  return words[at + 1]! & 0xffff;
}

/**
 * The postings `[start, end)` of the group that have `hash`, as `start << 16 | end`; 0 when there are none. `hash` must not be
 * smaller than the first hash of the block at word `at`.
 */
export function findInHashBlock(words: Uint32Array, at: number, hash: number): number {
  const parameters = words[at + 2]!;
  const lowBits = parameters & 0xff;
  const shift = (parameters >>> 8) & 0xff;
  const difference = (hash - words[at]!) >>> 0;
  const x = difference >>> shift;
  if ((x << shift) >>> 0 !== difference) return 0;
  const bucket = x >>> lowBits;
  const counts = words[at + 1]!;
  const count = counts & 0xffff;
  if (bucket >= (counts >>> 16) - count) return 0;

  const upper = at + UPPER_START;
  const bit = bucket === 0 ? 0 : afterZero(words, at, bucket);
  const start = bit - bucket;
  const run = onesFrom(words, upper, bit);
  if (run === 0) return 0;
  if (lowBits === 0) return (start << 16) | (start + run);

  const lower = upper + (((counts >>> 16) + 31) >>> 5);
  const mask = -1 >>> (32 - lowBits);
  const wanted = x & mask;
  const end = start + run;
  let from = start;
  while (from < end && readBits(words, lower, from * lowBits, mask) < wanted) from++;
  let to = from;
  while (to < end && readBits(words, lower, to * lowBits, mask) === wanted) to++;
  return to === from ? 0 : (from << 16) | to;
}

/** The bit after the `nth` zero (from 1) of the upper part. There must be one. */
function afterZero(words: Uint32Array, at: number, nth: number): number {
  let remaining = nth;
  let word = at + UPPER_START;
  // Samples ascend; unused ones are 0.
  for (let half = SAMPLES; half >= 1; half--) {
    const zeros = (words[at + 2 + (half >>> 1)]! >>> ((half & 1) * 16)) & 0xffff;
    if (zeros !== 0 && zeros < nth) {
      remaining -= zeros;
      word = at + half * SAMPLE_WORDS;
      break;
    }
  }
  let zeroBits = ~words[word]!;
  for (let zeros = popcount(zeroBits); zeros < remaining; zeros = popcount(zeroBits)) {
    remaining -= zeros;
    word++;
    zeroBits = ~words[word]!;
  }
  while (remaining > 1) {
    zeroBits &= zeroBits - 1;
    remaining--;
  }
  return (word - at - UPPER_START) * 32 + trailingZeros(zeroBits) + 1;
}

/** Length of the run of ones that begins at `bit`. */
function onesFrom(words: Uint32Array, upper: number, bit: number): number {
  let word = upper + (bit >>> 5);
  const offset = bit & 31;
  // The shift brings in zeros from above: the first word shows at most 32 - offset ones.
  let ones = trailingZeros(~(words[word]! >>> offset));
  let run = ones;
  if (ones < 32 - offset) return run;
  do {
    word++;
    ones = trailingZeros(~words[word]!);
    run += ones;
  } while (ones === 32);
  return run;
}

function readBits(words: Uint32Array, start: number, bit: number, mask: number): number {
  const word = start + (bit >>> 5);
  const offset = bit & 31;
  const low = words[word]! >>> offset;
  // JavaScript shifts by 32 as by 0: the next word is read only when the field can extend into it.
  return (offset === 0 ? low : low | (words[word + 1]! << (32 - offset))) & mask;
}

/** Writes the hashes of the block at word `at` to the postings of `out` from posting `to` on; returns their number. */
export function decodeHashBlock(words: Uint32Array, at: number, out: Postings, to: number): number {
  const first = words[at]!;
  const counts = words[at + 1]!;
  const count = counts & 0xffff;
  const parameters = words[at + 2]!;
  const lowBits = parameters & 0xff;
  const shift = (parameters >>> 8) & 0xff;
  const upper = at + UPPER_START;
  const lower = upper + (((counts >>> 16) + 31) >>> 5);
  const mask = -1 >>> (32 - lowBits);
  let index = 0;
  for (let word = 0; index < count; word++) {
    const base = word * 32;
    for (let ones = words[upper + word]!; ones !== 0; ones &= ones - 1) {
      const bucket = base + 31 - Math.clz32(ones & -ones) - index;
      const x = lowBits === 0 ? bucket : (bucket << lowBits) | readBits(words, lower, index * lowBits, mask);
      out[2 * (to + index)] = first + (x << shift);
      index++;
    }
  }
  return count;
}
