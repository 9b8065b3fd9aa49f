import { describe, expect, it } from 'vitest';
import { orderName, orderNamed, RULE_ORDERS } from './rule-order.ts';

describe('the orders of smart playlists', () => {
  it('are found by their names again', () => {
    for (const { value } of RULE_ORDERS) expect(orderName(orderNamed(value, 7))).toBe(value);
    expect(orderNamed('-added', 7)).toEqual({ sort: [{ field: 'added', descending: true }], seed: null });
    expect(orderNamed('random', 7)).toEqual({ sort: [], seed: 7 });
  });

  it('are another one where the rule sorts by what is not offered', () => {
    expect(orderName({ sort: [{ field: 'bitrate', descending: false }], seed: null })).toBe('other');
    const two = [
      { field: 'added', descending: true },
      { field: 'title', descending: false },
    ];
    expect(orderName({ sort: two, seed: null })).toBe('other');
  });
});
