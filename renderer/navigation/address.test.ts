import { describe, expect, it } from 'vitest';
import { changedAddress, formatAddress, HOME, isStep, parseAddress, type Address } from './address.ts';

describe('addresses of pages', () => {
  it('read back what they wrote', () => {
    const address: Address = {
      page: 'albums',
      query: 'genre:="Folk & Co" ünder +x',
      sort: [
        { field: 'year', descending: true },
        { field: 'title', descending: false },
      ],
      track: 12,
      item: 'The Who & others',
      at: 0,
      order: '-added',
      filter: 'incomplete',
      find: 'genre folk',
      asOf: '2026-05-01',
    };
    expect(parseAddress(formatAddress(address))).toEqual(address);
  });

  it('are empty at home', () => {
    expect(formatAddress(HOME)).toBe('');
    expect(parseAddress('')).toEqual(HOME);
  });

  it('treat what is malformed as absent', () => {
    expect(parseAddress('?view=secret&sort=-colour&track=-3')).toEqual(HOME);
    expect(parseAddress('?track=1e99&track=2').track).toBeNull();
    expect(parseAddress('?sort=secret,-year,,year').sort).toEqual([{ field: 'year', descending: true }]);
    for (const at of ['', '-1', '1.5', 'x', '12345678901']) expect(parseAddress(`?at=${at}`).at).toBeNull();
  });

  it('leave behind what belonged to a page when another is shown, and keep query, sort and track', () => {
    const open: Address = { ...HOME, query: 'folk', track: 3, item: '7', at: 2, order: 'year', filter: 'x', find: 'y' };
    expect(changedAddress(open, { page: 'activity' })).toEqual({ ...HOME, page: 'activity', query: 'folk', track: 3 });
    expect(changedAddress(open, { page: 'activity', item: '8' }).item).toBe('8');
    expect(changedAddress(open, { page: open.page, query: '' })).toEqual({ ...open, query: '' });
  });

  it('keep the day of the past between the pages that show it', () => {
    const past: Address = { ...HOME, asOf: '2026-05-01' };
    expect(changedAddress(past, { page: 'albums' }).asOf).toBe('2026-05-01');
    expect(changedAddress(past, { page: 'artists', item: 'A' }).asOf).toBe('2026-05-01');
    expect(changedAddress(past, { page: 'mount' }).asOf).toBe('');
    expect(changedAddress(past, { asOf: '' }).asOf).toBe('');
  });

  it('are a step of their own where another page or another thing is shown', () => {
    expect(isStep(HOME, { ...HOME, page: 'mount' })).toBe(true);
    expect(isStep(HOME, { ...HOME, item: '7' })).toBe(true);
    expect(isStep(HOME, { ...HOME, query: 'x', track: 1, order: 'year', filter: 'y', at: 1 })).toBe(false);
  });
});
