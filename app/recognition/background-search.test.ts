import { expect, it } from 'vitest';
import { searchAll } from './background-search.ts';

it('searches a few at once, each with the longest deadline, and answers in order', async () => {
  let [running, most] = [0, 0];
  const index = {
    search: async (hashes: Uint32Array, options: unknown) => {
      const minScore = hashes.length === 120 ? 2 : 1;
      expect(options).toEqual({ limit: 30, minScore, minScorePercent: 0, timeout: 10_000 });
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return [{ id: hashes[0]!, score: 5 }];
    },
  };
  const asked = Array.from({ length: 30 }, (_, place) => new Uint32Array(place % 2 === 0 ? 120 : 59).fill(place + 1));
  expect(await searchAll(index, asked)).toEqual(asked.map(([first]) => [first]));
  expect(most).toBe(4);
  expect(await searchAll(index, [])).toEqual([]);
});

it('fails with the error of a search', async () => {
  const search = async (): Promise<never> => {
    throw new Error('the index is closed');
  };
  await expect(searchAll({ search }, [Uint32Array.of(1)])).rejects.toThrow('the index is closed');
});
