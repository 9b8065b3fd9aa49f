import { expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { NO_POSTING, PostingChains } from './posting-chains.ts';

/** The postings of a hash, from new to old. */
function chainOf(chains: PostingChains, hashes: Uint32Array, hash: number): number[] {
  const found: number[] = [];
  for (let posting = chains.newest(hash); posting !== NO_POSTING; posting = chains.older(posting)) {
    if (hashes[posting] === hash) found.push(posting);
  }
  return found;
}

it('has the postings of a hash from new to old, however they were added', () => {
  const random = new SeededRandom(3);
  const chains = new PostingChains();
  let hashes = new Uint32Array(64);
  for (let count = 0; count < 3000; count += random.below(200)) {
    if (count > hashes.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(hashes);
      hashes = larger;
    }
    chains.update(hashes, count);
    const seen = new Set([...hashes.subarray(0, count), 1, 0xffffffff]);
    for (const hash of [...seen].slice(-50)) {
      const expected = [...hashes.subarray(0, count).keys()].filter((i) => hashes[i] === hash).toReversed();
      expect(chainOf(chains, hashes, hash)).toEqual(expected);
    }
    for (let i = count; i < hashes.length; i++) hashes[i] = random.chance(0.5) ? random.below(20) : random.u32();
  }
});

it('is empty before there is a posting', () => {
  const chains = new PostingChains();
  chains.update(new Uint32Array(8), 0);
  expect([chains.newest(0), chains.newest(5), chains.newest(0xffffffff)]).toEqual([NO_POSTING, NO_POSTING, NO_POSTING]);
});

it('spreads postings over half as many slots, evenly where hashes follow each other', () => {
  const hashes = Uint32Array.from({ length: 4096 }, (_, i) => i * 3);
  const chains = new PostingChains();
  chains.update(hashes, hashes.length);
  const heads = new Set(Array.from(hashes, (hash) => chains.newest(hash)));
  expect(heads.size).toBe(2048);
  for (const head of heads) {
    let length = 0;
    for (let posting = head; posting !== NO_POSTING; posting = chains.older(posting)) length++;
    expect(length).toBeLessThanOrEqual(3);
  }
});

it('has two slots at least', () => {
  const hashes = Uint32Array.from([1, 2]);
  const chains = new PostingChains();
  chains.update(hashes.subarray(0, 1), 1);
  expect(chainOf(chains, hashes, 1)).toEqual([0]);
  expect(new Set([1, 2, 3, 4].map((hash) => chains.newest(hash)))).toEqual(new Set([0, NO_POSTING]));
});

it('is the table of another segment after it was cleared, in the same memory', () => {
  const chains = new PostingChains();
  const first = Uint32Array.from({ length: 100 }, (_, i) => i % 7);
  chains.update(first, 100);
  const { bytes } = chains;
  expect([chains.count, bytes]).toEqual([100, 4 * (100 + 32)]);
  chains.clear();
  expect(chains.count).toBe(0);
  const second = Uint32Array.from([5, 9, 5]);
  chains.update(second, 2);
  expect([5, 9, 1, 2].map((hash) => chainOf(chains, second, hash))).toEqual([[0], [1], [], []]);
  chains.update(second, 3);
  expect([chainOf(chains, second, 5), chains.count, chains.bytes]).toEqual([[2, 0], 3, bytes]);
  chains.clear();
  const larger = Uint32Array.from({ length: 101 }, () => 3);
  chains.update(larger, 101);
  expect(chainOf(chains, larger, 3)).toHaveLength(101);
});

it('leaves postings alone that are chained already', () => {
  const chains = new PostingChains();
  const hashes = Uint32Array.from([4, 4, 6]);
  chains.update(hashes, 3);
  chains.update(hashes, 1);
  expect([chains.count, chainOf(chains, hashes, 4), chainOf(chains, hashes, 6)]).toEqual([3, [1, 0], [2]]);
  chains.update(hashes, 3);
  expect([4, 6].map((hash) => chainOf(chains, hashes, hash))).toEqual([[1, 0], [2]]);
});

it('takes the newest postings out of their chains, and chains others in their place', () => {
  const chains = new PostingChains();
  const hashes = Uint32Array.from([4, 4, 6, 4, 9, 6]);
  chains.update(hashes, 6);
  chains.cutBack(hashes, 6);
  expect(chainOf(chains, hashes, 6)).toEqual([5, 2]);
  chains.cutBack(hashes, 3);
  expect([chains.count, ...[4, 6, 9].map((hash) => chainOf(chains, hashes, hash))]).toEqual([3, [1, 0], [2], []]);
  hashes.set([6, 6, 6], 3);
  chains.update(hashes, 5);
  expect([4, 6].map((hash) => chainOf(chains, hashes, hash))).toEqual([
    [1, 0],
    [4, 3, 2],
  ]);
  chains.cutBack(hashes, 9);
  expect(chains.count).toBe(5);
  chains.cutBack(hashes, 0);
  expect([4, 6].map((hash) => chainOf(chains, hashes, hash))).toEqual([[], []]);
});

it('reads the two newest postings of each chain in advance', () => {
  const chains = new PostingChains();
  chains.prefetch(Uint32Array.from([1, 2]), new Uint32Array(0));
  // Four slots of two postings at most; hash 3 has none.
  const hashes = Uint32Array.from([1, 2, 1, 1, 2, 0, 0, 0]);
  chains.update(hashes, 5);
  chains.prefetched = 0;
  chains.prefetch(Uint32Array.from([1]), hashes);
  // The head, then hash and older posting of the two newest ones: 3 and 2.
  expect(chains.prefetched).toBe(3 ^ (1 ^ 2) ^ (1 ^ 0));
});
