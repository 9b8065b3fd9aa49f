/**
 * Writes hash blocks (`hash-block.ts` has their layout): chooses how many hashes one block takes and with which
 * parameters, then encodes them.
 */

import { popcount } from './bits.ts';
import { CAPACITY_BITS, MAX_GROUP_POSTINGS, SAMPLE_WORDS, SAMPLES, UPPER_START } from './hash-block.ts';
import type { Postings } from './postings.ts';

/** The number of hashes in one block and the parameters of their encoding. */
export interface HashBlockPlan {
  readonly count: number;
  readonly lowBits: number;
  readonly shift: number;
}

/** Number of hashes from `start` on that fit with `lowBits` low bits: a binary search, since each hash adds bits. */
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
 * Chooses the parameters that put most of the postings `[start, end)` into one block.
 * The `shift` low bits of all differences must be zero. The search begins at `initialLowBits`, best those of the block
 * before: adjacent blocks are alike, so few steps lead to the maximum.
 */
export function planHashBlock(
  postings: Postings,
  start: number,
  end: number,
  shift: number,
  initialLowBits: number,
): HashBlockPlan {
  const available = Math.min(end - start, MAX_GROUP_POSTINGS);
  let lowBits = Math.min(initialLowBits, 31 - shift);
  let count = fitting(postings, start, available, shift, lowBits);
  // Up across equal counts (a far outlier fits only with many low bits), then down while the count does not fall.
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

/** Encodes the hashes of the postings `[start, start + plan.count)` into the zeroed block at word `at`, without its checksum. */
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
  const upperEnd = upper + Math.ceil(upperBits / 32);
  if (lowBits > 0) encodeLowBits(words, upperEnd, postings, start, plan);
  words[at + 2] = lowBits | (shift << 8);
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
      pending = low >>> (lowBits - offset);
    }
  }
  // After a full word this writes a zero to the next one, the checksum at most, which is not there yet.
  words[word] = pending;
}
