import { describe, expect, it } from 'vitest';
import { sortedFirstBy, sortedThenBy } from './sort-order.ts';

const artist = { field: 'artist', descending: false } as const;
const year = { field: 'year', descending: true } as const;

describe('sorting by a column', () => {
  it('keeps what was sorted by before for its ties', () => {
    expect(sortedFirstBy([artist], 'year')).toEqual([{ field: 'year', descending: false }, artist]);
    expect(sortedFirstBy([artist, year], 'year')).toEqual([{ field: 'year', descending: false }, artist]);
    expect(sortedFirstBy([artist], 'plays', true)).toEqual([{ field: 'plays', descending: true }, artist]);
  });

  it('turns the order of the first column round, and leaves its ties', () => {
    expect(sortedFirstBy([year, artist], 'year')).toEqual([{ field: 'year', descending: false }, artist]);
  });

  it('forgets what was chosen long ago', () => {
    const order = (['title', 'album', 'genre', 'length', 'kind'] as const).reduce(
      (before, field) => sortedFirstBy(before, field),
      [artist] as Parameters<typeof sortedFirstBy>[0],
    );
    expect(order.map(({ field }) => field)).toEqual(['kind', 'length', 'genre', 'album']);
  });
});

describe('sorting by a further column', () => {
  it('puts it behind the others', () => {
    expect(sortedThenBy([year], 'artist')).toEqual([year, artist]);
  });

  it('turns it round in its place where it is there', () => {
    expect(sortedThenBy([year, artist], 'year')).toEqual([{ field: 'year', descending: false }, artist]);
  });
});
