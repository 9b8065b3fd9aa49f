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

  it('takes as many bits as the last ordinal needs', () => {
    expect([1, 2, 3, 4, 5, 1_000_000, 2 ** 32].map(ordinalBits)).toEqual([1, 1, 2, 2, 3, 20, 32]);
  });
});
