import { describe, expect, it } from 'vitest';
import { moveFocus, NOTHING, rangeTo, selectOne, selectRange, toggle } from './selection.ts';

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

  it('begins with no track, at the first row', () => {
    expect(NOTHING).toEqual({ ids: new Set(), active: 0, anchor: 0 });
  });
});
