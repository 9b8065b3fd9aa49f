/**
 * Lists of postings that are to be written to a file: hash, ordinal, hash, ordinal … in one array. Sorting moves every
 * posting several times, and adjacent pairs cost half the cache misses of two arrays.
 */

import { bitLength, trailingZeros } from './bits.ts';

/** Posting i is (postings[2i], postings[2i + 1]). */
export type Postings = Uint32Array<ArrayBuffer>;

export function allocatePostings(capacity: number): Postings {
  return new Uint32Array(2 * capacity);
}

const MAX_DIGIT_BITS = 11;
const counters = new Uint32Array(2 ** MAX_DIGIT_BITS);

/**
 * Sorts the first `count` postings by hash: a least-significant-digit radix sort (Knuth, TAOCP 3, 5.2.5) over only those
 * bits in which the hashes differ. Stable. `scratch` must be as large. The result is the list that is returned, one of the
 * two; the content of the other is undefined.
 */
export function sortPostings(postings: Postings, scratch: Postings, count: number): Postings {
  const { smallest, lowestBit, significantBits } = differingBits(postings, count);
  // Without a difference there are no passes.
  const passes = Math.ceil(significantBits / MAX_DIGIT_BITS);
  const digitBits = Math.ceil(significantBits / passes);
  let from = postings;
  let to = scratch;
  for (let pass = 0; pass < passes; pass++) {
    scatter(from, to, count, smallest, lowestBit + pass * digitBits, digitBits);
    [from, to] = [to, from];
  }
  return from;
}

/**
 * The range of bits in which the hashes differ, counted in their distances to the smallest hash: a narrow range of hashes
 * needs few passes wherever it begins. `significantBits` is not positive where no hashes differ.
 */
function differingBits(
  postings: Postings,
  count: number,
): { smallest: number; lowestBit: number; significantBits: number } {
  const first = postings[0]!;
  let smallest = first;
  let largest = first;
  let varying = 0;
  for (let i = 0; i < 2 * count; i += 2) {
    const hash = postings[i]!;
    varying |= hash ^ first;
    if (hash < smallest) smallest = hash;
    if (hash > largest) largest = hash;
  }
  const lowestBit = trailingZeros(varying);
  return { smallest, lowestBit, significantBits: bitLength(largest - smallest) - lowestBit };
}

function scatter(from: Postings, to: Postings, count: number, base: number, shift: number, bits: number): void {
  const mask = 2 ** bits - 1;
  // A difference modulo 2^32 is all that counts; of whole numbers of 32 bits the compiler makes it without floating point.
  const origin = base | 0;
  counters.fill(0, 0, mask + 1);
  for (let i = 0; i < 2 * count; i += 2) counters[((from[i]! - origin) >>> shift) & mask]!++;
  // Counts become the word at which each digit's postings begin.
  for (let digit = 0, start = 0; digit <= mask; digit++) {
    const size = counters[digit]!;
    counters[digit] = start;
    start += 2 * size;
  }
  for (let i = 0; i < 2 * count; i += 2) {
    const hash = from[i]!;
    const digit = ((hash - origin) >>> shift) & mask;
    const target = counters[digit]!;
    counters[digit] = target + 2;
    to[target] = hash;
    to[target + 1] = from[i + 1]!;
  }
}
