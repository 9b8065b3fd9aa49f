/**
 * Bit arithmetic on 32-bit words for which JavaScript has no operator.
 */

/** Number of set bits of the word (SWAR; Warren, Hacker's Delight, 5-1). */
export function popcount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Number of zero bits below the lowest set bit; 32 for zero. */
export function trailingZeros(word: number): number {
  return word === 0 ? 32 : 31 - Math.clz32(word & -word);
}

/** Length of the number in binary digits; 0 for zero. */
export function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}
