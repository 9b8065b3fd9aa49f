/**
 * A hash block holds the sorted hashes of one group of postings in Elias–Fano form (Elias 1974; Fano 1971):
 * about 3.2 bits a hash where a million documents share the hash space, and any hash is found without decoding
 * the block.
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
 * Invariants: hashes ascend (equal ones allowed); `s` low bits of every difference are zero, so hashes whose low bits
 * carry nothing cost nothing; the upper part ends with a zero.
 */

import { popcount, trailingZeros } from './bits.ts';
import { BLOCK_PAYLOAD_WORDS } from './block.ts';
import type { Postings } from './postings.ts';

const UPPER_START = 6;
/** At every so many words of the block the zeros before are counted. It is a cache line: a search reads the first line and one other. */
const SAMPLE_WORDS = 16;
const SAMPLES = 7;
/** Bits a block has for upper and lower part. */
const CAPACITY_BITS = (BLOCK_PAYLOAD_WORDS - UPPER_START) * 32;

/** Most postings a group can have: equal hashes cost one bit each. */
export const MAX_GROUP_POSTINGS = CAPACITY_BITS - 1;

/** How a run of hashes is put into one block. */
export interface HashBlockPlan {
  readonly count: number;
  readonly lowBits: number;
  readonly shift: number;
}

/** How many hashes from `start` fit with `lowBits` low bits (bits used grow with every hash: binary search). */
function fitting(postings: Postings, start: number, available: number, shift: number, lowBits: number): number {
  const first = postings[2 * start]!;
  let low = 1;
  let high = available;
  while (low < high) {
    const count = (low + high + 1) >>> 1;
    const range = ((postings[2 * (start + count - 1)]! - first) >>> shift) >>> lowBits;
    const upperWords = Math.ceil((count + range + 1) / 32);
    const lowerWords = Math.ceil((count * lowBits) / 32);
    if ((upperWords + lowerWords) * 32 <= CAPACITY_BITS) low = count;
    else high = count - 1;
  }
  return low;
}

/**
 * Chooses the parameters that put the most of the postings `[start, end)` into one block.
 * The `shift` low bits of all differences must be zero. `guess` is the number of low bits of the block before: neighbours
 * are alike, so the climb to the best is short.
 */
export function planHashBlock(
  postings: Postings,
  start: number,
  end: number,
  shift: number,
  guess: number,
): HashBlockPlan {
  const available = Math.min(end - start, MAX_GROUP_POSTINGS);
  let lowBits = Math.min(guess, 31 - shift);
  let count = fitting(postings, start, available, shift, lowBits);
  // Up over level ground (a far outlier fits only with many low bits), down as long as nothing is lost.
  for (let next = lowBits + 1; next <= 31 - shift; next++) {
    const more = fitting(postings, start, available, shift, next);
    if (more < count) break;
    if (more > count) {
      count = more;
      lowBits = next;
    }
  }
  for (let next = lowBits - 1; next >= 0; next--) {
    const more = fitting(postings, start, available, shift, next);
    if (more < count) break;
    count = more;
    lowBits = next;
  }
  return { count, lowBits, shift };
}

/** Writes the hashes of the postings `[start, start + plan.count)` into the zeroed block at word `at` (without its checksum). */
export function encodeHashBlock(
  words: Uint32Array,
  at: number,
  postings: Postings,
  start: number,
  plan: HashBlockPlan,
): void {
  const { count, lowBits, shift } = plan;
  const first = postings[2 * start]!;
  const last = (postings[2 * (start + count - 1)]! - first) >>> shift;
  const upperBits = count + (last >>> lowBits) + 1;
  const upper = at + UPPER_START;
  words[at] = first;
  words[at + 1] = count | (upperBits << 16);
  let word = upper;
  let bits = 0;
  for (let i = 0; i < count; i++) {
    const bit = (((postings[2 * (start + i)]! - first) >>> shift) >>> lowBits) + i;
    const target = upper + (bit >>> 5);
    if (target !== word) {
      words[word] = bits;
      word = target;
      bits = 0;
    }
    bits |= 1 << (bit & 31);
  }
  words[word] = bits;
  if (lowBits > 0) encodeLowBits(words, upper + Math.ceil(upperBits / 32), postings, start, plan);
  words[at + 2] = lowBits | (shift << 8);
  const upperEnd = upper + Math.ceil(upperBits / 32);
  for (let half = 1, zeros = 0, next = upper; half <= SAMPLES && at + half * SAMPLE_WORDS < upperEnd; half++) {
    for (; next < at + half * SAMPLE_WORDS; next++) zeros += 32 - popcount(words[next]!);
    words[at + 2 + (half >>> 1)]! |= zeros << ((half & 1) * 16);
  }
}

function encodeLowBits(
  words: Uint32Array,
  lower: number,
  postings: Postings,
  start: number,
  { count, lowBits, shift }: HashBlockPlan,
): void {
  const first = postings[2 * start]!;
  const mask = -1 >>> (32 - lowBits);
  let word = lower;
  let offset = 0;
  let pending = 0;
  for (let i = 0; i < count; i++) {
    const low = ((postings[2 * (start + i)]! - first) >>> shift) & mask;
    pending |= low << offset;
    offset += lowBits;
    if (offset >= 32) {
      words[word++] = pending;
      offset -= 32;
      pending = offset === 0 ? 0 : low >>> (lowBits - offset);
    }
  }
  if (offset > 0) words[word] = pending;
}

/** How many postings the group of the block at word `at` has. */
export function hashBlockCount(words: Uint32Array, at: number): number {
  return words[at + 1]! & 0xffff;
}

/**
 * Where `hash` stands in the block at word `at`: `start << 16 | end` of the postings `[start, end)` of the group, or 0 when
 * it does not occur. `hash` must not be smaller than the block's first hash.
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

/** The bit just behind the `nth` zero (from 1) of the upper part. The caller has made sure that there is one. */
function afterZero(words: Uint32Array, at: number, nth: number): number {
  let remaining = nth;
  let word = at + UPPER_START;
  // The samples ascend; an unused one is 0.
  for (let half = SAMPLES; half >= 1; half--) {
    const zeros = (words[at + 2 + (half >>> 1)]! >>> ((half & 1) * 16)) & 0xffff;
    if (zeros !== 0 && zeros < nth) {
      remaining -= zeros;
      word = at + half * SAMPLE_WORDS;
      break;
    }
  }
  let holes = ~words[word]!;
  for (let zeros = popcount(holes); zeros < remaining; zeros = popcount(holes)) {
    remaining -= zeros;
    word++;
    holes = ~words[word]!;
  }
  while (remaining > 1) {
    holes &= holes - 1;
    remaining--;
  }
  return (word - at - UPPER_START) * 32 + trailingZeros(holes) + 1;
}

/** How many ones follow each other from `bit` on. */
function onesFrom(words: Uint32Array, upper: number, bit: number): number {
  let word = upper + (bit >>> 5);
  const offset = bit & 31;
  // Shifted in from above are zeros: at most 32 - offset ones are seen in the first word.
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
  // A shift by 32 is a shift by 0 in JavaScript: the word above is only looked at when the field can reach it.
  return (offset === 0 ? low : low | (words[word + 1]! << (32 - offset))) & mask;
}

/** Writes the hashes of the block at word `at` to postings of `out` from posting `to` on; returns how many. */
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
