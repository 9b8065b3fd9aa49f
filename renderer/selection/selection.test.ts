import { describe, expect, it } from 'vitest';
import {
  isSelected,
  moveFocus,
  NOTHING,
  rangeTo,
  selectedAmount,
  selectList,
  selectOne,
  selectRange,
  toggle,
} from './selection.ts';

describe('the selection', () => {
  it('replaces what was selected by one track', () => {
    const one = selectOne(7, 3);
    expect([...selectOne(8, 4).ids]).toEqual([8]);
    expect(one.active).toBe(3);
  });

  it('toggles a track without changing the value it came from', () => {
    const one = selectOne(7, 3);
    const two = toggle(one, 9, 5);
    expect([...two.ids]).toEqual([7, 9]);
    expect([...toggle(two, 7, 3).ids]).toEqual([9]);
    expect([...one.ids]).toEqual([7]);
  });

  it('extends from the anchor in both directions and keeps it', () => {
    const anchored = selectOne(7, 10);
    expect(rangeTo(anchored, 14)).toEqual({ first: 10, last: 14 });
    const upward = selectRange(anchored, [5, 6, 7], 8);
    expect(rangeTo(upward, 8)).toEqual({ first: 8, last: 10 });
    expect(upward.anchor).toBe(10);
    expect(upward.active).toBe(8);
  });

  it('moves the focus and leaves the tracks', () => {
    expect([...moveFocus(selectOne(7, 1), 4).ids]).toEqual([7]);
  });

  it('is all tracks of a list by its query, until one of them is chosen', () => {
    const list = { query: 'genre:folk', sort: [], total: 100_000 };
    const all = selectList(selectOne(7, 3), list);
    expect(selectedAmount(all)).toBe(100_000);
    expect(all.ids.size).toBe(0);
    expect(all.active).toBe(3);
    expect(isSelected(all, 7, 'genre:folk')).toBe(true);
    expect(isSelected(all, 7, 'genre:jazz')).toBe(false);
    expect(selectedAmount(toggle(all, 9, 4))).toBe(1);
    expect(selectRange(all, [1, 2], 5).list).toBeNull();
    expect(isSelected(selectOne(7, 3), 7, 'anything')).toBe(true);
  });

  it('begins with no track, at the first row', () => {
    expect(NOTHING).toEqual({ ids: new Set(), list: null, active: 0, anchor: 0 });
  });
});
