import { expect, it } from 'vitest';
import { memoryLibrary, TESTER } from '../library/testing-library.ts';
import { LatestSettled } from './latest-settled.ts';
import { apartName, settledTracks, unsettled } from './settled-tracks.ts';

const pair = (a: number, b: number) => ({ tracks: [a, b] as const, kind: 'copy' as const, score: 1, offset: 0 });

it('knows which tracks are set aside and which are told apart, and whether anything was decided since', () => {
  const library = memoryLibrary();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => library.add({ name })) as [number, number, number];
  expect(settledTracks(library.connection, null)).toEqual({ version: 0, aside: [], apart: [] });
  library.edits.apply([a], { hidden: ['1'] }, TESTER);
  library.edits.apply([b, c], { distinct: ['x', 'y'] }, TESTER);
  expect(settledTracks(library.connection, 1)).toEqual({
    version: 2,
    aside: [a],
    apart: [
      [b, ['x', 'y']],
      [c, ['x', 'y']],
    ],
  });
  expect(settledTracks(library.connection, 2)).toBeNull();
  library.edits.undo(2, TESTER);
  expect(settledTracks(library.connection, 2)).toMatchObject({ version: 3, apart: [] });
});

it('leaves pairs that a person has decided about', () => {
  const pairs = [pair(1, 2), pair(2, 3), pair(3, 4), pair(4, 5)];
  const apart = [
    [2, ['x']],
    [3, ['y', 'x']],
    [4, ['z']],
  ] as const;
  expect(unsettled(pairs, { aside: [5], apart })).toEqual([pair(1, 2), pair(3, 4)]);
  expect(unsettled(pairs, { aside: [5], apart }, true)).toEqual([pair(1, 2), pair(2, 3), pair(3, 4)]);
});

it('names a group by its tracks, in whichever order', () => {
  expect(apartName([3, 1, 2])).toBe(apartName([1, 2, 3, 3]));
  expect(apartName([1, 2])).not.toBe(apartName([12]));
});

it('reads decisions again only where there are later ones', async () => {
  const asked: (number | null)[] = [];
  const latest = new LatestSettled({
    settledTracks: async ({ known }) => {
      asked.push(known);
      return known === null ? { version: 5, aside: [1], apart: [] } : null;
    },
  });
  expect(await latest.get()).toBe(await latest.get());
  expect(asked).toEqual([null, 5]);
});
