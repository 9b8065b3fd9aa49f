import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { GroupIndex } from './group-index.ts';

function expected(firstHashes: readonly number[], hash: number): number {
  const smaller = firstHashes.filter((first) => first < hash).length;
  return Math.max(0, smaller - 1);
}

describe('the group index', () => {
  it('finds the first group that can contain a hash, evenly spread or skewed', () => {
    const random = new SeededRandom(5);
    const lists = [
      [],
      [0],
      [0xffffffff],
      [0, 0, 0, 5, 5, 0xffffffff],
      Array.from({ length: 1000 }, () => random.u32()),
      Array.from({ length: 1000 }, () => 0x40000000 + random.below(500)),
    ];
    for (const list of lists) {
      list.sort((a, b) => a - b);
      const index = new GroupIndex(Uint32Array.from(list), new Uint32Array(list.length));
      for (const hash of [
        0,
        1,
        0x40000000,
        0x40000100,
        0xfffffffe,
        0xffffffff,
        ...list,
        ...list.map((h) => Math.max(0, h - 1)),
      ]) {
        expect(index.firstCandidate(hash)).toBe(expected(list, hash));
      }
    }
  });
});
