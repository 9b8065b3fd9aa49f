import { describe, expect, it } from 'vitest';
import { typedOrder } from './typed-order.ts';

const COLUMNS = [
  { label: 'Title', sort: 'title' },
  { label: 'Album artist', sort: 'albumartist' },
  { label: 'Artist', sort: 'artist' },
  { label: 'Album', sort: 'album' },
  { label: 'Year', sort: 'year' },
  { label: 'Rating', sort: 'rating', largestFirst: true },
  { label: 'Composer', sort: null },
] as const;

const orderOf = (text: string): string[] =>
  typedOrder(text, COLUMNS).map(({ field, descending }) => `${descending ? '-' : ''}${field}`);

describe('an order that is typed', () => {
  it('names one column or several, the most important first', () => {
    expect(orderOf('sort year')).toEqual(['year']);
    expect(orderOf('Sort by year, title')).toEqual(['year', 'title']);
    expect(orderOf('sort by rating then by year')).toEqual(['-rating', 'year']);
  });

  it('takes the beginning of a word, but the whole name first', () => {
    expect(orderOf('sort artist')).toEqual(['artist']);
    expect(orderOf('sort album art')).toEqual(['albumartist']);
    expect(orderOf('sort alb')).toEqual(['albumartist']);
    expect(orderOf('sort album')).toEqual(['album']);
  });

  it.each(['year', 'sort', 'sort ', 'sort composer', 'sort year, nothing', 'sort itle'])('is not %j', (text) => {
    expect(orderOf(text)).toEqual([]);
  });
});
