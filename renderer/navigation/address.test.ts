import { describe, expect, it } from 'vitest';
import { formatAddress, HOME, parseAddress, type Address } from './address.ts';

describe('addresses of pages', () => {
  it('read back what they wrote', () => {
    const address: Address = {
      page: 'activity',
      query: 'genre:="Folk & Co" ünder +x',
      sort: { field: 'year', descending: true },
      track: 12,
    };
    expect(parseAddress(formatAddress(address))).toEqual(address);
  });

  it('are empty at home', () => {
    expect(formatAddress(HOME)).toBe('');
    expect(parseAddress('')).toEqual(HOME);
  });

  it('treat what is malformed as absent', () => {
    expect(parseAddress('?view=secret&sort=-size&track=-3')).toEqual(HOME);
    expect(parseAddress('?track=1e99&track=2').track).toBeNull();
  });
});
