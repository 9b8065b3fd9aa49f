import { describe, expect, it } from 'vitest';
import { orderName, orderNamed, RULE_ORDERS, ruleOrder } from './rule-order.ts';

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

  it('are told to the headings of columns as far as a column sorts by them', () => {
    const sort = [
      { field: 'added', descending: true },
      { field: 'mood', descending: false },
    ];
    expect(ruleOrder({ sort, seed: null })).toEqual([sort[0]]);
    expect(ruleOrder({ sort, seed: 7 })).toEqual([]);
    expect(ruleOrder(null)).toEqual([]);
  });
});
