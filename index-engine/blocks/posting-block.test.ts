import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { BLOCK_WORDS } from './block.ts';
import { ordinalBits, ordinalsPerBlock, packOrdinals, readOrdinals, unpackOrdinals } from './posting-block.ts';
import { allocatePostings } from './postings.ts';

describe('a posting block', () => {
  it('returns ordinals of every width, all or some of them', () => {
    const random = new SeededRandom(3);
    for (let bits = 1; bits <= 32; bits++) {
      const count = ordinalsPerBlock(bits);
      const postings = allocatePostings(count);
      for (let i = 0; i < count; i++) postings[2 * i + 1] = random.u32() >>> (32 - bits);
      const words = new Uint32Array(BLOCK_WORDS + 1);
      packOrdinals(words, 0, postings, 0, count, bits);
      expect([words[BLOCK_WORDS - 1], words[BLOCK_WORDS]]).toEqual([0, 0]);
      const unpacked = allocatePostings(count);
      unpackOrdinals(words, 0, count, bits, unpacked, 0);
      expect(unpacked).toEqual(postings);
      const ordinals = Array.from({ length: count }, (_, i) => postings[2 * i + 1]!);
      for (const [from, to] of [
        [0, count],
        [3, 4],
        [count - 1, count],
        [5, count - 5],
      ] as const) {
        const read = new Uint32Array(to - from);
        readOrdinals(words, 0, from, to, bits, read);
        expect([...read]).toEqual(ordinals.slice(from, to));
      }
    }
  });

  it('has the ordinals in its bits from the lowest on, across words', () => {
    const postings = allocatePostings(5);
    [0x3ff, 0, 0x155, 0x201, 0x3fe].forEach((ordinal, i) => (postings[2 * i + 1] = ordinal));
    const words = new Uint32Array(BLOCK_WORDS);
    packOrdinals(words, 1, postings, 0, 5, 10);
    // 01 | 01_0101_0101 | 00_0000_0000 | 11_1111_1111, then 11_1111_1110 | 10_0000_00.
    expect([...words.subarray(0, 4)]).toEqual([0, 0x555003ff, 0x3fe80, 0]);
  });

  it('packs a range of postings, and reads into a range', () => {
    const postings = allocatePostings(6);
    [9, 9, 5, 6, 7, 9].forEach((ordinal, i) => (postings[2 * i + 1] = ordinal));
    const words = new Uint32Array(BLOCK_WORDS);
    packOrdinals(words, 0, postings, 2, 3, 4);
    expect(words[0]).toBe(0x765);
    const unpacked = allocatePostings(5).fill(1);
    unpackOrdinals(words, 0, 3, 4, unpacked, 1);
    expect([...unpacked]).toEqual([1, 1, 1, 5, 1, 6, 1, 7, 1, 1]);
    const read = new Uint32Array(4);
    readOrdinals(words, 0, 1, 3, 4, read);
    expect([...read]).toEqual([6, 7, 0, 0]);
  });

  it('holds as many ordinals as fit into 127 words', () => {
    expect([1, 3, 10, 31, 32].map(ordinalsPerBlock)).toEqual([4064, 1354, 406, 131, 127]);
  });

  it('takes as many bits as the last ordinal needs', () => {
    expect([1, 2, 3, 4, 5, 1_000_000, 2 ** 32].map(ordinalBits)).toEqual([1, 1, 2, 2, 3, 20, 32]);
  });
});
