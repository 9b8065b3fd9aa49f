import { describe, expect, it } from 'vitest';
import { bitLength, popcount, trailingZeros } from './bits.ts';

const WORDS = [0, 1, 2, 3, 0x80000000, 0xffffffff, 0x0f0f0f0f, 0xfffffff0, 0x12345678, 0x00010000];

describe('bit arithmetic', () => {
  it('counts set bits', () => {
    for (const word of WORDS) expect(popcount(word)).toBe([...word.toString(2)].filter((bit) => bit === '1').length);
  });

  it('counts the zeros below the lowest set bit', () => {
    for (const word of WORDS.slice(1)) {
      expect(trailingZeros(word)).toBe(word.toString(2).length - word.toString(2).lastIndexOf('1') - 1);
    }
    expect(trailingZeros(0)).toBe(32);
  });

  it('takes signed words as well', () => {
    expect(popcount(-1)).toBe(32);
    expect(trailingZeros(-2)).toBe(1);
  });

  it('knows how many bits a number takes', () => {
    expect([0, 1, 2, 255, 256, 0xffffffff].map(bitLength)).toEqual([0, 1, 2, 8, 9, 32]);
  });
});
