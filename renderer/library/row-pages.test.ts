import { describe, expect, it } from 'vitest';
import type { TrackPage, TrackRow } from '../../app/model/tracks.ts';
import { idsOfRows, indexOfTrack, offsetsOf, PAGE_ROWS, pagesFor, rowAt } from './row-pages.ts';

const page = (offset: number, ids: readonly number[]): TrackPage => ({
  total: 1000,
  duration: 0,
  bytes: 0,
  offset,
  rows: ids.map((id) => ({ id }) as TrackRow),
});

/** The pages for rows `first` to `last` while nothing scrolls. */
const still = (first: number, last: number, rests = true) => pagesFor({ first, last, direction: null }, rests);

describe('pages of a list', () => {
  it('cover what is on screen at the top, and a little more', () => {
    expect(still(0, 20, false)).toEqual({ first: 0, last: 0, backward: false });
    expect(still(0, PAGE_ROWS - 10, false)).toEqual({ first: 0, last: 1, backward: false });
  });

  it('cover more than a page beyond the screen once the list rests, and on both sides further down', () => {
    expect(still(0, 20)).toEqual({ first: 0, last: 1, backward: false });
    expect(still(1, 20, false)).toEqual({ first: 0, last: 1, backward: false });
    expect(still(350, 380)).toEqual({ first: 2, last: 5, backward: false });
    expect(still(210, 240)).toEqual({ first: 0, last: 3, backward: false });
  });

  it('cover four pages where one is scrolling to', () => {
    expect(pagesFor({ first: 0, last: 26, direction: 'forward' }, false)).toEqual({
      first: 0,
      last: 4,
      backward: false,
    });
    expect(pagesFor({ first: 950, last: 980, direction: 'forward' }, true)).toEqual({
      first: 8,
      last: 13,
      backward: false,
    });
    expect(pagesFor({ first: 950, last: 980, direction: 'backward' }, true)).toEqual({
      first: 5,
      last: 11,
      backward: true,
    });
  });

  it('are asked for from the one that is needed first', () => {
    expect(offsetsOf({ first: 2, last: 4, backward: false }, 1000)).toEqual([200, 300, 400]);
    expect(offsetsOf({ first: 2, last: 4, backward: true }, 1000)).toEqual([400, 300, 200]);
  });

  it('asks for no page beyond the end, and always for one', () => {
    expect(offsetsOf({ first: 9, last: 11, backward: false }, 950)).toEqual([900]);
    expect(offsetsOf({ first: 5, last: 6, backward: false }, 120)).toEqual([100]);
    expect(offsetsOf({ first: 0, last: 1, backward: false }, 0)).toEqual([0]);
    expect(offsetsOf({ first: 2, last: 3, backward: true }, null)).toEqual([300, 200]);
  });

  it('finds the first row of a page that follows another', () => {
    expect(rowAt([page(0, [1, 2]), page(2, [3])], 2)?.id).toBe(3);
  });

  it('gives the tracks of a range only where all its rows have been fetched', () => {
    const pages = [page(0, [7, 8]), page(2, [9])];
    expect(idsOfRows(pages, 0, 2)).toEqual([7, 8, 9]);
    expect(idsOfRows(pages, 1, 1)).toEqual([8]);
    expect(idsOfRows(pages, 1, 3)).toBeNull();
    expect(idsOfRows(pages, 0, -1)).toEqual([]);
  });

  it('finds rows by index and indices by track', () => {
    const pages = [page(100, [7, 8, 9]), page(300, [1])];
    expect(rowAt(pages, 102)?.id).toBe(9);
    expect(rowAt(pages, 103)).toBeUndefined();
    expect(indexOfTrack(pages, 1)).toBe(300);
    expect(indexOfTrack(pages, 2)).toBeNull();
  });
});
