import { expect, it } from 'vitest';
import { FreeWords, newWords, SegmentMemory } from './segment-memory.ts';

it('makes shared arrays', () => {
  const words = newWords(5);
  expect([words.length, words.buffer instanceof SharedArrayBuffer]).toEqual([5, true]);
  expect([...words]).toEqual([0, 0, 0, 0, 0]);
});

it('gives out the free array if it is large enough, once', () => {
  const pool = new FreeWords();
  const given = newWords(11);
  pool.give(given);
  expect(pool.take(11)).toBe(given);
  expect(pool.take(10)).toHaveLength(10);
});

it('makes an array of the size that is asked for when none is large enough', () => {
  const pool = new FreeWords();
  const given = newWords(10);
  pool.give(given);
  const taken = pool.take(11);
  expect([taken.length, taken === given]).toEqual([11, false]);
  expect(pool.take(10)).toBe(given);
});

it('keeps the largest array only', () => {
  const pool = new FreeWords();
  const arrays = [2, 5, 4].map(newWords);
  for (const array of arrays) pool.give(array);
  expect(pool.take(0)).toBe(arrays[1]);
  expect(pool.take(1)).toHaveLength(1);
});

it('enlarges an array to twice its size, or to what is needed, with its content', () => {
  const pool = new FreeWords();
  const array = newWords(4);
  array.set([1, 2, 3, 4]);
  expect(pool.enlarge(array, 4)).toBe(array);
  const larger = pool.enlarge(array, 5);
  expect([...larger]).toEqual([1, 2, 3, 4, 0, 0, 0, 0]);
  // The array that has become too small is free for others.
  expect(pool.take(4)).toBe(array);
  expect(pool.enlarge(larger, 17)).toHaveLength(17);
});

it('keeps each kind of array apart', () => {
  const memory = new SegmentMemory();
  const array = newWords(9);
  memory.ids.give(array);
  expect([memory.hashes.take(9), memory.starts.take(9), memory.ids.take(9)].map((taken) => taken === array)).toEqual([
    false,
    false,
    true,
  ]);
});

it('gives out a table of ordinals again, cleared', () => {
  const memory = new SegmentMemory();
  const ordinals = memory.takeOrdinals();
  const ids = Uint32Array.from([7]);
  ordinals.reserve(1, ids);
  ordinals.set(0, ids);
  expect(memory.takeOrdinals()).not.toBe(ordinals);
  memory.giveOrdinals(ordinals);
  expect(ordinals.get(7, ids)).toBe(-1);
  expect(memory.takeOrdinals()).toBe(ordinals);
  expect(memory.takeOrdinals()).not.toBe(ordinals);
});

it('gives out chains again, cleared', () => {
  const memory = new SegmentMemory();
  const chains = memory.takeChains();
  chains.update(Uint32Array.from([5]), 1);
  expect(memory.takeChains()).not.toBe(chains);
  memory.giveChains(chains);
  expect(chains.count).toBe(0);
  expect(memory.takeChains()).toBe(chains);
  expect(memory.takeChains()).not.toBe(chains);
});
