import { expect, it } from 'vitest';
import { newWords, WordPool } from './word-pool.ts';

it('makes shared arrays', () => {
  const words = newWords(5);
  expect([words.length, words.buffer instanceof SharedArrayBuffer]).toEqual([5, true]);
  expect([...words]).toEqual([0, 0, 0, 0, 0]);
});

it('gives out the smallest free array that is large enough', () => {
  const pool = new WordPool();
  const [small, large] = [newWords(10), newWords(100)];
  pool.give(large);
  pool.give(small);
  expect(pool.take(11)).toBe(large);
  expect(pool.take(10)).toBe(small);
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

it('keeps the three largest arrays', () => {
  const pool = new WordPool();
  const arrays = [5, 4, 3, 2, 1].map(newWords);
  for (const array of arrays) pool.give(array);
  expect([pool.take(0), pool.take(0), pool.take(0)]).toEqual([arrays[2], arrays[1], arrays[0]]);
  expect(pool.take(1)).toHaveLength(1);
});
