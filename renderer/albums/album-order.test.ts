import { describe, expect, it } from 'vitest';
import { ALBUM_ORDERS, albumFilter, albumOrder } from './album-order.ts';

describe('the orders of the wall', () => {
  it('are found by their names in the address, and are by artist otherwise', () => {
    for (const { name, order } of ALBUM_ORDERS) expect(albumOrder(name)).toBe(order);
    expect(albumOrder('loudness')).toEqual({ sort: 'artist', descending: false });
    expect(albumOrder('cover').sort).toBe('cover');
  });

  it('have names and labels of their own', () => {
    expect(new Set(ALBUM_ORDERS.map(({ name }) => name)).size).toBe(ALBUM_ORDERS.length);
    expect(new Set(ALBUM_ORDERS.map(({ label }) => label)).size).toBe(ALBUM_ORDERS.length);
  });
});

it('the filters of the wall are found by their names, and there is none otherwise', () => {
  expect(albumFilter('incomplete')).toBe('incomplete');
  expect(albumFilter('without-cover')).toBe('without-cover');
  expect(albumFilter('')).toBeNull();
  expect(albumFilter('all')).toBeNull();
});
