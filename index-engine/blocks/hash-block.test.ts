import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { trailingZeros } from './bits.ts';
import { BLOCK_WORDS } from './block.ts';
import { encodeHashBlock, planHashBlock } from './hash-block-encoder.ts';
import { decodeHashBlock, findInHashBlock, hashBlockCount, MAX_GROUP_POSTINGS } from './hash-block.ts';
import { allocatePostings } from './postings.ts';

/** The content of the blocks before and after the tested one, which must not change. */
const GUARD = 0xa5a5a5a5;

function encode(hashes: readonly number[], guess = 8): { words: Uint32Array; at: number; count: number } {
  const postings = allocatePostings(hashes.length);
  let varying = 0;
  hashes.forEach((hash, i) => {
    postings[2 * i] = hash;
    varying |= hash ^ hashes[0]!;
  });
  const plan = planHashBlock(postings, 0, hashes.length, varying === 0 ? 0 : trailingZeros(varying), guess);
  const words = new Uint32Array(3 * BLOCK_WORDS).fill(GUARD);
  words.fill(0, BLOCK_WORDS, 2 * BLOCK_WORDS);
  encodeHashBlock(words, BLOCK_WORDS, postings, 0, plan);
  return { words, at: BLOCK_WORDS, count: plan.count };
}

function expectFaithful(hashes: readonly number[], probes: readonly number[], guess?: number): number {
  const { words, at, count } = encode(hashes, guess);
  expect(hashBlockCount(words, at)).toBe(count);
  const decoded = allocatePostings(count);
  expect(decodeHashBlock(words, at, decoded, 0)).toBe(count);
  const held = hashes.slice(0, count);
  expect([...decoded].filter((_, i) => i % 2 === 0)).toEqual(held);
  const places = new Map<number, number>();
  held.forEach((hash, i) => places.set(hash, ((places.get(hash) ?? i << 16) & 0xffff0000) | (i + 1)));
  const asked = [...places.keys(), ...probes].filter((hash) => hash >= held[0]!);
  expect(asked.map((hash) => findInHashBlock(words, at, hash))).toEqual(asked.map((hash) => places.get(hash) ?? 0));
  // The last word is left to the checksum.
  expect(words[at + BLOCK_WORDS - 1]).toBe(0);
  expect([words[at - 1], words[at + BLOCK_WORDS]]).toEqual([GUARD, GUARD]);
  return count;
}

function neighbours(hashes: readonly number[]): number[] {
  return hashes.flatMap((hash) => [hash - 1, hash + 1, hash + 16]).filter((hash) => hash >= 0 && hash <= 0xffffffff);
}

describe('a hash block', () => {
  it('holds a single hash', () => {
    for (const hash of [0, 1, 0x80000000, 0xffffffff]) expect(expectFaithful([hash], neighbours([hash]))).toBe(1);
  });

  it('holds thousands of equal hashes, one bit each', () => {
    const hashes = Array.from({ length: 5000 }, () => 0xdeadbeef);
    expect(expectFaithful(hashes, [0xdeadbef0])).toBe(MAX_GROUP_POSTINGS);
  });

  it('holds the smallest and the largest hash together', () => {
    expect(expectFaithful([0, 0xffffffff], [1, 0x80000000, 0xfffffffe])).toBe(2);
    expect(expectFaithful([0, 0, 0, 0xffffffff, 0xffffffff], [1, 0xfffffffe], 0)).toBe(5);
  });

  it('includes a far hash that fits only with many low bits', () => {
    // The cluster fits with any number of low bits, the far hash only with many.
    expect(expectFaithful([7, 8, 9, 0xf0000000], [0xf0000001], 0)).toBe(4);
  });

  it.for([1, 2, 3, 4, 5, 6])('finds the hashes that it has and no others, for random hashes (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    for (let round = 0; round < 12; round++) {
      const spread = 2 ** (1 + random.below(31));
      const start = random.below(2 ** 32 - spread);
      const step = random.pick([1, 1, 16, 256]);
      const hashes = Array.from(
        { length: 1 + random.below(3000) },
        () => start + Math.floor(random.below(spread) / step) * step,
      );
      // Some runs of equal hashes.
      for (let run = random.below(4); run > 0; run--) {
        hashes.push(...Array.from({ length: random.below(400) }, () => hashes[0]!));
      }
      hashes.sort((a, b) => a - b);
      expectFaithful(hashes, neighbours(hashes.slice(0, 500)), random.below(32));
    }
  });

  it('is searched in its first cache line and in one other', () => {
    // Bit 2i is set for hash 2i, so the 119 words of the upper part are in eight lines.
    const hashes = Array.from({ length: 1900 }, (_, i) => 2 * i);
    const postings = allocatePostings(hashes.length);
    hashes.forEach((hash, i) => (postings[2 * i] = hash));
    const words = new Uint32Array(BLOCK_WORDS);
    encodeHashBlock(words, 0, postings, 0, { count: 1900, lowBits: 0, shift: 1 });
    for (let line = 0; line < 8; line++) {
      // Where another line is read, all of its hashes seem to be equal.
      const read = words.map((word, i) => (i < 16 || i >>> 4 === line ? word : 0xffffffff));
      // The zero before the hash must be in the line as well.
      for (let i = line === 0 ? 0 : line * 256 - 95; i < Math.min(1900, (line + 1) * 256 - 96); i++) {
        expect(findInHashBlock(read, 0, 2 * i), `${line} ${i}`).toBe((i << 16) | (i + 1));
      }
    }
  });

  it('has no hash beyond its last bucket, whatever follows the upper part', () => {
    const postings = allocatePostings(1936);
    const words = new Uint32Array(BLOCK_WORDS);
    // Sixteen hashes in sixteen buckets: the upper part ends with a word. All low bits but the first one are set.
    for (let i = 1; i < 16; i++) postings[2 * i] = 2 * i + 1;
    encodeHashBlock(words, 0, postings, 0, { count: 16, lowBits: 1, shift: 0 });
    expect([29, 31].map((hash) => findInHashBlock(words, 0, hash))).toEqual([(14 << 16) | 15, (15 << 16) | 16]);
    for (let hash = 32; hash < 80; hash++) expect(findInHashBlock(words, 0, hash), String(hash)).toBe(0);
    // As many hashes as fill the upper part to the word before the checksum.
    words.fill(0);
    for (let i = 0; i < 1936; i++) postings[2 * i] = 2 * i;
    encodeHashBlock(words, 0, postings, 0, { count: 1936, lowBits: 0, shift: 1 });
    words[BLOCK_WORDS - 1] = 0xffffffff;
    expect(findInHashBlock(words, 0, 2 * 1935)).toBe((1935 << 16) | 1936);
    for (let i = 1936; i < 1970; i++) expect(findInHashBlock(words, 0, 2 * i), String(i)).toBe(0);
  });

  it('is decoded between other postings', () => {
    const { words, at, count } = encode([5, 9, 9, 40_000, 70_001]);
    const decoded = allocatePostings(count + 5).fill(77);
    expect(decodeHashBlock(words, at, decoded, 2)).toBe(5);
    const hashes = [...decoded].filter((_, i) => i % 2 === 0);
    expect(hashes).toEqual([77, 77, 5, 9, 9, 40_000, 70_001, 77, 77, 77]);
    expect([...decoded].filter((_, i) => i % 2 === 1).every((ordinal) => ordinal === 77)).toBe(true);
  });

  it('is decoded no further than its last hash, whatever follows the upper part', () => {
    const postings = allocatePostings(32);
    for (let i = 0; i < 32; i++) postings[2 * i] = 3;
    postings[62] = 7;
    const words = new Uint32Array(BLOCK_WORDS);
    // The bits of the upper part fill its first word but for the last hash; the low bits follow.
    encodeHashBlock(words, 0, postings, 0, { count: 32, lowBits: 2, shift: 0 });
    const decoded = allocatePostings(40).fill(77);
    expect(decodeHashBlock(words, 0, decoded, 0)).toBe(32);
    expect([...decoded.subarray(60, 68)]).toEqual([3, 77, 7, 77, 77, 77, 77, 77]);
  });

  it('takes about 3.5 bits a hash where hashes are dense', () => {
    const random = new SeededRandom(9);
    const hashes = [...new Set(Array.from({ length: 4000 }, () => random.below(9000) * 16))].sort((a, b) => a - b);
    expect(encode(hashes).count).toBeGreaterThan(1100);
  });
});
