/**
 * Sorts postings by hash: a least-significant-digit radix sort (Knuth, TAOCP 3, 5.2.5) of (hash, ordinal) pairs, which
 * looks only at the bits in which the hashes differ.
 */

import { bitLength, trailingZeros } from './bits.ts';

/** Two arrays that belong together: posting i is (hashes[i], ordinals[i]). */
export interface Postings {
  hashes: Uint32Array;
  ordinals: Uint32Array;
}

export function allocatePostings(capacity: number): Postings {
  return { hashes: new Uint32Array(capacity), ordinals: new Uint32Array(capacity) };
}

const MAX_DIGIT_BITS = 11;
const counts = new Uint32Array(2 ** MAX_DIGIT_BITS);

/**
 * Sorts the first `count` postings. `scratch` must be as large; the sorted postings are in whichever of the two is
 * returned, the other one holds rubbish.
 */
export function sortPostings(postings: Postings, scratch: Postings, count: number): Postings {
  const hashes = postings.hashes;
  let smallest = hashes[0] ?? 0;
  let varying = 0;
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!;
    varying |= hash ^ hashes[0]!;
    if (hash < smallest) smallest = hash;
  }
  // Digits are taken from the distance to the smallest: a narrow window of hashes needs few passes wherever it lies.
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const distance = hashes[i]! - smallest;
    if (distance > largest) largest = distance;
  }
  const lowest = trailingZeros(varying);
  const significant = bitLength(largest) - lowest;
  if (significant <= 0) return postings;
  const passes = Math.ceil(significant / MAX_DIGIT_BITS);
  const digitBits = Math.ceil(significant / passes);
  let from = postings;
  let to = scratch;
  for (let pass = 0; pass < passes; pass++) {
    scatter(from, to, count, smallest, lowest + pass * digitBits, digitBits);
    [from, to] = [to, from];
  }
  return from;
}

function scatter(from: Postings, to: Postings, count: number, base: number, shift: number, bits: number): void {
  const { hashes, ordinals } = from;
  const { hashes: hashesTo, ordinals: ordinalsTo } = to;
  const mask = 2 ** bits - 1;
  counts.fill(0, 0, mask + 1);
  for (let i = 0; i < count; i++) counts[((hashes[i]! - base) >>> shift) & mask]!++;
  for (let digit = 0, place = 0; digit <= mask; digit++) {
    const size = counts[digit]!;
    counts[digit] = place;
    place += size;
  }
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!;
    const digit = ((hash - base) >>> shift) & mask;
    const place = counts[digit]!;
    counts[digit] = place + 1;
    hashesTo[place] = hash;
    ordinalsTo[place] = ordinals[i]!;
  }
}
