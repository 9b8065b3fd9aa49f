import { expect, it } from 'vitest';
import { ARTIST_ORDERS, artistOrder, artistQuery } from './artist-order.ts';

it('orders of artists are found by their names, and are by sort name otherwise', () => {
  for (const { name, order } of ARTIST_ORDERS) expect(artistOrder(name)).toBe(order);
  expect(artistOrder('size')).toEqual({ sort: 'name', descending: false });
});

it('the tracks of an artist are asked for by the exact name, also with quotes', () => {
  expect(artistQuery('The "B"')).toBe('artist:="The ""B""" , albumartist:="The ""B"""');
});
