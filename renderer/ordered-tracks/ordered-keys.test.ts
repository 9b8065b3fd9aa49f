import { describe, expect, it } from 'vitest';
import { orderedActionOf, stepTarget } from './ordered-keys.ts';

const at = (index: number) => ({ index, total: 40, rowsOnScreen: 11 });
const press = (key: string, more: object = {}) => ({ key, control: false, shift: false, alt: false, ...more });

describe('keys in a list ordered by hand', () => {
  it('go through it, and stop at its ends', () => {
    const index = (key: string, from: number) => {
      const action = orderedActionOf(press(key), at(from));
      return action?.kind === 'go' ? action.index : null;
    };
    expect([index('ArrowDown', 5), index('ArrowUp', 5), index('ArrowUp', 0), index('ArrowDown', 39)]).toEqual([
      6, 4, 0, 39,
    ]);
    expect([index('PageDown', 5), index('PageUp', 5), index('Home', 5), index('End', 5)]).toEqual([15, 0, 0, 39]);
    expect(orderedActionOf(press('ArrowDown', { shift: true }), at(5))).toEqual({
      kind: 'go',
      index: 6,
      extends: true,
    });
  });

  it('move rows with Alt, play and take out', () => {
    expect(orderedActionOf(press('ArrowUp', { alt: true }), at(5))).toEqual({ kind: 'move', step: -1 });
    expect(orderedActionOf(press('ArrowDown', { alt: true }), at(5))).toEqual({ kind: 'move', step: 1 });
    expect(orderedActionOf(press('Enter'), at(5))).toEqual({ kind: 'play' });
    expect(orderedActionOf(press('Delete'), at(5))).toEqual({ kind: 'remove' });
  });

  it('are left to the page with Ctrl, in an empty list, and where they mean nothing', () => {
    expect(orderedActionOf(press('ArrowLeft', { alt: true }), at(5))).toBeNull();
    expect(orderedActionOf(press('ArrowDown', { control: true }), at(5))).toBeNull();
    expect(orderedActionOf(press('Enter'), { ...at(0), total: 0 })).toBeNull();
    expect(orderedActionOf(press('q'), at(5))).toBeNull();
  });
});

describe('a step of a block of rows', () => {
  it('goes before the row above it, or behind the row below it', () => {
    expect(stepTarget([3], -1, 10)).toBe(2);
    expect(stepTarget([3], 1, 10)).toBe(5);
    expect(stepTarget([3, 4], 1, 10)).toBe(6);
    expect(stepTarget([8], 1, 10)).toBe(10);
  });

  it('ends at the ends of the list', () => {
    expect(stepTarget([0, 1], -1, 10)).toBeNull();
    expect(stepTarget([8, 9], 1, 10)).toBeNull();
    expect(stepTarget([], 1, 10)).toBeNull();
  });
});
