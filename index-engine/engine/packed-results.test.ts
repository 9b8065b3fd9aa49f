import { expect, it } from 'vitest';
import { packResults, unpackResults } from './packed-results.ts';

const RESULTS = [
  { id: 0xffffffff, score: 9 },
  { id: 3, score: 0xffffffff },
  { id: 5, score: 1 },
];

it('packs results in order as pairs of id and score', () => {
  expect([...packResults(RESULTS, 3)]).toEqual([0xffffffff, 9, 3, 0xffffffff, 5, 1]);
  expect(unpackResults(packResults(RESULTS, 3))).toEqual(RESULTS);
});

it('packs as many of them as it is told', () => {
  expect([...packResults(RESULTS, 1)]).toEqual([0xffffffff, 9]);
  expect(unpackResults(packResults(RESULTS, 0))).toEqual([]);
});
