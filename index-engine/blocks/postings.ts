/**
 * Lists of postings on their way into a file: hash, ordinal, hash, ordinal … in one array. Two arrays would be tidier, but
 * sorting moves every posting several times, and a pair that lies together costs half the cache misses.
 */

import { bitLength, trailingZeros } from './bits.ts';

/** Posting i is (postings[2i], postings[2i + 1]). */
export type Postings = Uint32Array<ArrayBuffer>;

export function allocatePostings(capacity: number): Postings {
  return new Uint32Array(2 * capacity);
}

const MAX_DIGIT_BITS = 11;
const places = new Uint32Array(2 ** MAX_DIGIT_BITS);

/**
 * Sorts the first `count` postings by hash: a least-significant-digit radix sort (Knuth, TAOCP 3, 5.2.5) that looks only at
 * the bits in which the hashes differ. Stable. `scratch` must be as large; the result is whichever of the two is returned,
 * the other one holds rubbish.
 */
export function sortPostings(postings: Postings, scratch: Postings, count: number): Postings {
  if (count === 0) return postings;
  const { smallest, lowestBit, significantBits } = spread(postings, count);
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
 * The bits that tell the hashes apart. They are looked for in the distances to the smallest hash: a narrow window of hashes
 * needs few passes wherever it lies.
 */
function spread(postings: Postings, count: number): { smallest: number; lowestBit: number; significantBits: number } {
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
  return { smallest, lowestBit, significantBits: Math.max(0, bitLength(largest - smallest) - lowestBit) };
}

function scatter(from: Postings, to: Postings, count: number, base: number, shift: number, bits: number): void {
  const mask = 2 ** bits - 1;
  places.fill(0, 0, mask + 1);
  for (let i = 0; i < 2 * count; i += 2) places[((from[i]! - base) >>> shift) & mask]!++;
  for (let digit = 0, place = 0; digit <= mask; digit++) {
    const size = places[digit]!;
    places[digit] = place;
    place += 2 * size;
  }
  for (let i = 0; i < 2 * count; i += 2) {
    const hash = from[i]!;
    const digit = ((hash - base) >>> shift) & mask;
    const place = places[digit]!;
    places[digit] = place + 2;
    to[place] = hash;
    to[place + 1] = from[i + 1]!;
  }
}
