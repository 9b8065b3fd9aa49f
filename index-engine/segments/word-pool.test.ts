import { expect, it } from 'vitest';
import { newWords, WordPool } from './word-pool.ts';

it('makes shared arrays', () => {
  const words = newWords(5);
  expect([words.length, words.buffer instanceof SharedArrayBuffer]).toEqual([5, true]);
  expect([...words]).toEqual([0, 0, 0, 0, 0]);
});

it('gives out the free array if it is large enough, once', () => {
  const pool = new WordPool();
  const given = newWords(11);
  pool.give(given);
  expect(pool.take(11)).toBe(given);
  expect(pool.take(10)).toHaveLength(10);
});

it('makes an array of the size that is asked for when none is large enough', () => {
  const pool = new WordPool();
  const given = newWords(10);
  pool.give(given);
  const taken = pool.take(11);
  expect([taken.length, taken === given]).toEqual([11, false]);
  expect(pool.take(10)).toBe(given);
});

it('keeps the largest array only', () => {
  const pool = new WordPool();
  const arrays = [2, 5, 4].map(newWords);
  for (const array of arrays) pool.give(array);
  expect(pool.take(0)).toBe(arrays[1]);
  expect(pool.take(1)).toHaveLength(1);
});

it('gives out a hash table again, cleared', () => {
  const pool = new WordPool();
  const chains = pool.takeChains();
  chains.update(Uint32Array.from([5]), 1);
  expect(pool.takeChains()).not.toBe(chains);
  pool.giveChains(chains);
  expect(chains.count).toBe(0);
  expect(pool.takeChains()).toBe(chains);
  expect(pool.takeChains()).not.toBe(chains);
});
