import { describe, expect, it, vi } from 'vitest';
import { focusTarget, registerFocusTarget } from './focus-targets.ts';

describe('targets of the focus', () => {
  it('get it while they are shown, and not any more afterwards', () => {
    const focus = vi.fn();
    const remove = registerFocusTarget('tracks', focus);
    expect(focusTarget('tracks')).toBe(true);
    expect(focus).toHaveBeenCalledTimes(1);
    remove();
    expect(focusTarget('tracks')).toBe(false);
    expect(focus).toHaveBeenCalledTimes(1);
  });

  it('do not get it later when the caller did not mean to wait', () => {
    const focus = vi.fn();
    focusTarget('tracks');
    registerFocusTarget('tracks', focus)();
    expect(focus).not.toHaveBeenCalled();
  });

  it('get it once when they appear, where the caller waits for them', () => {
    const focus = vi.fn();
    const other = vi.fn();
    focusTarget('search', true);
    const removeOther = registerFocusTarget('tracks', other);
    const remove = registerFocusTarget('search', focus);
    expect(focus).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
    remove();
    registerFocusTarget('search', focus)();
    expect(focus).toHaveBeenCalledTimes(1);
    removeOther();
  });

  it('are waited for one at a time: what was asked for last counts', () => {
    const focus = vi.fn();
    focusTarget('search', true);
    focusTarget('tracks');
    registerFocusTarget('search', focus)();
    expect(focus).not.toHaveBeenCalled();
  });

  it('stay registered when one that was shown before goes away after them', () => {
    const first = vi.fn();
    const second = vi.fn();
    const removeFirst = registerFocusTarget('search', first);
    const removeSecond = registerFocusTarget('search', second);
    removeFirst();
    focusTarget('search');
    expect(second).toHaveBeenCalledTimes(1);
    removeSecond();
  });
});
