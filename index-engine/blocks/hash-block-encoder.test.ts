import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { BLOCK_WORDS } from './block.ts';
import { encodeHashBlock, planHashBlock } from './hash-block-encoder.ts';
import type { HashBlockPlan } from './hash-block-encoder.ts';
import { allocatePostings } from './postings.ts';
import type { Postings } from './postings.ts';

/** Postings with these hashes; their ordinals are never zero, so that a hash cannot be taken for one. */
function postingsOf(hashes: readonly number[]): Postings {
  const postings = allocatePostings(hashes.length);
  hashes.forEach((hash, i) => postings.set([hash, 0xffffffff], 2 * i));
  return postings;
}

function encoded(hashes: readonly number[], plan: HashBlockPlan, start = 0): Uint32Array {
  const words = new Uint32Array(BLOCK_WORDS + 5);
  encodeHashBlock(words, 5, postingsOf(hashes), start, plan);
  expect([...words.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
  return words.subarray(5);
}

const evenNumbers = (count: number): number[] => Array.from({ length: count }, (_, i) => 2 * i);

describe('an encoded hash block', () => {
  // The differences to the first hash are 0, 4, 4, 16: their two low bits are zero, which leaves 0, 1, 1, 4.
  const HASHES = [100, 104, 104, 116];

  it('has a bit for each hash in its bucket, and a zero after each bucket', () => {
    const words = encoded(HASHES, { count: 4, lowBits: 0, shift: 2 });
    // One in bucket 0, two in bucket 1, none in 2 and 3, one in 4: nine bits.
    expect([...words.subarray(0, 8)]).toEqual([100, 4 | (9 << 16), 2 << 8, 0, 0, 0, 0b0_1000_1101, 0]);
  });

  it('has the low bits of all hashes after the upper part', () => {
    const words = encoded(HASHES, { count: 4, lowBits: 1, shift: 2 });
    // Three in bucket 0 (0, 1, 1), none in 1, one in 2 (4): seven bits. The low bits are 0, 1, 1, 0.
    expect([...words.subarray(0, 9)]).toEqual([100, 4 | (7 << 16), 1 | (2 << 8), 0, 0, 0, 0b010_0111, 0b0110, 0]);
  });

  it('has low bits across words', () => {
    const hashes = [0, 0x7ffff, 0x80001, 0xaaaaa];
    const words = encoded(hashes, { count: 4, lowBits: 20, shift: 0 });
    expect([...words.subarray(6, 11)]).toEqual(
      [
        0b0_1111,
        0xfff00000,
        // The last eight bits of the second hash, the third, and the first four of the fourth.
        0x7f | (0x80001 << 8) | ((0xaaaaa & 0xf) << 28),
        0xaaaaa >>> 4,
        0,
      ].map((word) => word >>> 0),
    );
  });

  it('begins at any posting', () => {
    const words = encoded([7, 50, ...HASHES, 200], { count: 4, lowBits: 1, shift: 2 }, 2);
    expect([...words]).toEqual([...encoded(HASHES, { count: 4, lowBits: 1, shift: 2 })]);
  });

  it('has the number of zeros before every sixteenth word of the block', () => {
    // Bit 2i is set for hash i: sixteen zeros in each word. The upper part has 119 words.
    const words = encoded(evenNumbers(1900), { count: 1900, lowBits: 0, shift: 1 });
    expect([words[0], words[1]]).toEqual([0, 1900 | (3800 << 16)]);
    expect([...words.subarray(2, 6)]).toEqual([
      (1 << 8) | (160 << 16),
      416 | (672 << 16),
      928 | (1184 << 16),
      1440 | (1696 << 16),
    ]);
    expect([...words.subarray(6, 124)]).toEqual(Array.from({ length: 118 }, () => 0x55555555));
    expect([...words.subarray(124, 128)]).toEqual([0x555555, 0, 0, 0]);
  });

  it('has no number for words after the upper part', () => {
    // 160 hashes take 320 bits, which end before word 16.
    expect(encoded(evenNumbers(160), { count: 160, lowBits: 0, shift: 1 })[2]).toBe(1 << 8);
    expect(encoded(evenNumbers(161), { count: 161, lowBits: 0, shift: 1 })[2]).toBe((1 << 8) | (160 << 16));
    const low = encoded(evenNumbers(160), { count: 160, lowBits: 1, shift: 0 });
    expect([low[2], ...low.subarray(3, 6)]).toEqual([1, 0, 0, 0]);
  });
});

/** Whether the first `count` hashes fit with so many low bits, by the layout of the block. */
function fits(hashes: readonly number[], count: number, lowBits: number, shift: number): boolean {
  const last = Math.floor((hashes[count - 1]! - hashes[0]!) / 2 ** shift);
  const upperBits = count + Math.floor(last / 2 ** lowBits) + 1;
  return Math.ceil(upperBits / 32) + Math.ceil((count * lowBits) / 32) <= 121;
}

function mostFitting(hashes: readonly number[], lowBits: number, shift: number): number {
  let count = 0;
  while (count < Math.min(hashes.length, 3871) && fits(hashes, count + 1, lowBits, shift)) count++;
  return Math.max(1, count);
}

describe('the plan of a hash block', () => {
  const plan = (hashes: readonly number[], shift: number, guess: number): HashBlockPlan =>
    planHashBlock(postingsOf(hashes), 0, hashes.length, shift, guess);

  it('takes the most hashes, with the fewest low bits that allow it, whatever the guess is', () => {
    const random = new SeededRandom(11);
    for (const [spread, shift] of [
      [2 ** 32, 0],
      [2 ** 32, 4],
      [2 ** 24, 0],
      [2 ** 20, 8],
      [2 ** 12, 0],
    ] as const) {
      const step = 2 ** shift;
      const hashes = Array.from({ length: 4000 }, () => Math.floor(random.below(spread) / step) * step);
      hashes.sort((a, b) => a - b);
      const counts = Array.from({ length: 32 - shift }, (_, lowBits) => mostFitting(hashes, lowBits, shift));
      const count = Math.max(...counts);
      for (let guess = 0; guess < 34; guess++) {
        expect(plan(hashes, shift, guess), `${spread} ${shift} ${guess}`).toEqual({
          count,
          lowBits: counts.indexOf(count),
          shift,
        });
      }
    }
  });

  it('fills the block to its last word', () => {
    // One bit of the upper part for each equal hash, and one that ends the bucket.
    const equal = Array.from({ length: 4000 }, () => 5);
    expect(plan(equal, 0, 0)).toEqual({ count: 3871, lowBits: 0, shift: 0 });
    expect(plan(equal.slice(0, 3871), 0, 3).count).toBe(3871);
    expect(plan(equal.slice(0, 3870), 0, 3).count).toBe(3870);
    // Two bits for each: 1936 hashes take 3872 bits, all that there are.
    const odd = Array.from({ length: 3000 }, (_, i) => 2 * i + 1);
    expect(plan(odd, 1, 0)).toEqual({ count: 1936, lowBits: 0, shift: 1 });
  });

  it('takes a single hash, and hashes as far apart as can be', () => {
    expect(plan([0xffffffff], 0, 31)).toEqual({ count: 1, lowBits: 0, shift: 0 });
    expect(plan([0, 0xffffffff], 0, 0)).toEqual({ count: 2, lowBits: 21, shift: 0 });
    expect(plan([0, 0x80000000], 31, 31)).toEqual({ count: 2, lowBits: 0, shift: 31 });
  });

  it('looks at the postings of its range alone', () => {
    const postings = postingsOf([1, 1000, 1002, 1004, 0xffffffff]);
    expect(planHashBlock(postings, 1, 4, 1, 8)).toEqual({ count: 3, lowBits: 0, shift: 1 });
  });
});
