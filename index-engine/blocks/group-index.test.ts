import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { NO_SLOT } from './block-cache.ts';
import { GROUP_SLOT, GROUP_WORDS, GroupIndex } from './group-index.ts';

function expected(firstHashes: readonly number[], hash: number): number {
  const smaller = firstHashes.filter((first) => first < hash).length;
  return Math.max(0, smaller - 1);
}

describe('the group index', () => {
  it('has the first hash and the block of each group, and at first no slot', () => {
    const index = new GroupIndex(Uint32Array.from([3, 7, 0xffffffff]), Uint32Array.from([1, 5, 9]));
    expect(index.count).toBe(3);
    expect([0, 1, 2].map((group) => [index.firstHash(group), index.block(group)])).toEqual([
      [3, 1],
      [7, 5],
      [0xffffffff, 9],
    ]);
    const slots = [0, 1, 2].map((group) => index.entries[group * GROUP_WORDS + GROUP_SLOT]);
    expect([index.entries.length, slots]).toEqual([12, [NO_SLOT, NO_SLOT, NO_SLOT]]);
  });

  it('finds group 0 where there is no group', () => {
    const index = new GroupIndex(new Uint32Array(), new Uint32Array());
    expect([0, 5, 0xffffffff].map((hash) => index.firstCandidate(hash))).toEqual([0, 0, 0]);
  });

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

it('frees its memory', () => {
  const index = new GroupIndex(Uint32Array.from([1, 2]), Uint32Array.from([1, 3]));
  expect(index.entries).toHaveLength(2 * GROUP_WORDS);
  index.free();
  expect(index.entries).toHaveLength(0);
});
