import { expect, it } from 'vitest';
import { groupsApart, type ScoredPair } from './groups-apart.ts';

const pair = (a: number, b: number, score: number): ScoredPair => ({ pair: [a, b], score, isFaithful: false });
const faithful = (a: number, b: number, score: number): ScoredPair => ({ ...pair(a, b, score), isFaithful: true });

it('tracks that sound the same are one group, also over others, and tracks without a pair are alone', () => {
  expect(groupsApart([1, 2, 3, 4], [pair(3, 2, 0.8), pair(1, 3, 0.9)], [])).toEqual([[1, 2, 3], [4]]);
});

it('a copy of two mixes goes with the one that it sounds more like', () => {
  const same = [pair(1, 3, 0.8), pair(2, 3, 0.9)];
  expect(groupsApart([1, 2, 3], same, [[1, 2]])).toEqual([[1], [2, 3]]);
  expect(groupsApart([1, 2, 3], same.toReversed(), [[2, 1]])).toEqual([[1], [2, 3]]);
});

it('copies that are very much alike stay together, with the mix that any of them sounds most like', () => {
  const same = [pair(1, 3, 0.9), pair(1, 4, 0.91), pair(2, 3, 0.95), pair(2, 4, 0.8), pair(3, 4, 0.99)];
  expect(groupsApart([1, 2, 3, 4], same, [[1, 2]])).toEqual([[1], [2, 3, 4]]);
});

it('pairs of tracks that are not asked for join nothing', () => {
  expect(groupsApart([1, 2], [pair(1, 9, 1), pair(2, 9, 1)], [[1, 9]])).toEqual([[1], [2]]);
});

it('one pair that is taken for other mixes does not part what more faithful pairs hold together', () => {
  const same = [faithful(1, 3, 0.95), faithful(2, 3, 0.9), faithful(1, 4, 0.85), faithful(3, 4, 0.8)];
  expect(groupsApart([1, 2, 3, 4], same, [[2, 4]])).toEqual([[1, 2, 3, 4]]);
  const unfaithful = same.map((one) => ({ ...one, isFaithful: false }));
  expect(groupsApart([1, 2, 3, 4], unfaithful, [[2, 4]])).toEqual([[1, 2, 3], [4]]);
});
