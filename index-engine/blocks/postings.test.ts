import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { allocatePostings, sortPostings } from './postings.ts';

function sorted(hashes: readonly number[]): [hash: number, ordinal: number][] {
  const postings = allocatePostings(hashes.length + 3);
  hashes.forEach((hash, i) => postings.set([hash, i], 2 * i));
  const result = sortPostings(postings, allocatePostings(hashes.length), hashes.length);
  return hashes.map((_, i) => [result[2 * i]!, result[2 * i + 1]!]);
}

describe('sorting postings', () => {
  it('orders by hash and keeps the order of equal ones', () => {
    const random = new SeededRandom(1);
    for (const [base, spread, step] of [
      [0, 2 ** 32, 1],
      [0, 2 ** 32, 16],
      [0x7fffff00, 0x300, 1],
      [5, 3, 1],
      [0xffff0000, 0x10000, 4],
    ] as const) {
      const hashes = Array.from({ length: 5000 }, () => base + Math.floor(random.below(spread) / step) * step);
      const expected = hashes.map((hash, i): [number, number] => [hash, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(sorted(hashes)).toEqual(expected);
    }
  });

  it('takes none, one and equal ones', () => {
    expect(sorted([])).toEqual([]);
    expect(sorted([7])).toEqual([[7, 0]]);
    expect(sorted([7, 7, 7])).toEqual([
      [7, 0],
      [7, 1],
      [7, 2],
    ]);
    expect(sorted([0xffffffff, 0])).toEqual([
      [0, 1],
      [0xffffffff, 0],
    ]);
  });
});
