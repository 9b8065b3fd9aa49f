import { describe, expect, it } from 'vitest';
import { completenessOf, type NumberedTrack } from './completeness.ts';

type Short = readonly [disc: number | null, number: number | null, totalTracks?: number | null, totalDiscs?: number];
const of = (...tracks: readonly Short[]) =>
  completenessOf(
    tracks.map(([disc, number, totalTracks = null, totalDiscs = null]): NumberedTrack => ({
      disc,
      number,
      totalTracks,
      totalDiscs,
    })),
  );
const disc = (number: number, from: number, to: number, total: number | null = null): Short[] =>
  Array.from({ length: to - from + 1 }, (_, index) => [number, from + index, total]);

describe('an album', () => {
  it('is complete when it has every number of its total', () => {
    expect(of([null, 1, 3], [null, 2], [null, 3])).toEqual({
      state: 'complete',
      missing: 0,
      missingDiscs: [],
      gaps: [],
    });
  });

  it('lacks the numbers up to its total', () => {
    expect(of([1, 1, 12], [1, 2, 12], [1, 4, 12])).toEqual({
      state: 'incomplete',
      missing: 9,
      missingDiscs: [],
      gaps: [
        {
          disc: 1,
          numbers: [
            [3, 3],
            [5, 12],
          ],
        },
      ],
    });
  });

  it('without a total lacks its gaps, and is not known to be complete without any', () => {
    expect(of([null, 1], [null, 3])).toMatchObject({ state: 'incomplete', missing: 1 });
    expect(of([null, 1], [null, 2])).toMatchObject({ state: 'unknown', missing: 0 });
    expect(of([null, null], [1, null, 12])).toMatchObject({ state: 'unknown', missing: 0, gaps: [] });
  });

  it('counts each disc by its own total, and names discs without a track', () => {
    expect(of(...disc(1, 1, 2, 2), [3, 1, 2, 4])).toEqual({
      state: 'incomplete',
      missing: 1,
      missingDiscs: [2, 4],
      gaps: [{ disc: 3, numbers: [[2, 2]] }],
    });
  });

  it('that is numbered through its discs has one list of numbers', () => {
    expect(of(...disc(1, 1, 3, 6), ...disc(2, 4, 6, 6))).toMatchObject({ state: 'complete' });
    expect(of(...disc(1, 1, 3, 7), ...disc(2, 4, 6, 7))).toMatchObject({
      state: 'incomplete',
      gaps: [{ disc: null, numbers: [[7, 7]] }],
    });
    expect(of(...disc(1, 1, 3, 3), ...disc(2, 4, 6, 3))).toMatchObject({ state: 'unknown', missing: 0 });
    expect(of(...disc(1, 1, 3), [2, 5])).toMatchObject({ missing: 4 });
  });

  it('takes totals and numbers for mistakes that no disc has', () => {
    expect(of([1, 1, 99_999], [1, 2])).toMatchObject({ state: 'unknown', missing: 0 });
    expect(of([1, 1, 999])).toMatchObject({ state: 'incomplete', missing: 998 });
    expect(of([1, 1, 1], [1, 40_000], [1, 0])).toMatchObject({ state: 'complete' });
    expect(of([1, 1, 1, 9999])).toMatchObject({ state: 'complete', missingDiscs: [] });
    expect(of([100_000, 1, 1])).toMatchObject({ state: 'complete', missingDiscs: [] });
  });
});
