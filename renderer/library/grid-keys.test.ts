import { describe, expect, it } from 'vitest';
import { GRID_KEYS, gridActionOf, type GridAction } from './grid-keys.ts';

const press = (key: string, modifiers: { control?: boolean; shift?: boolean } = {}) => ({
  key,
  control: false,
  shift: false,
  ...modifiers,
});
const at = (index: number, total = 50, rowsOnScreen = 20) => ({ index, total, rowsOnScreen });
const indexOf = (action: GridAction | null): number | null => (action?.kind === 'go' ? action.index : null);

describe('keys in the track table', () => {
  it('move within the list and no further', () => {
    expect(indexOf(gridActionOf(press('ArrowUp'), at(0)))).toBe(0);
    expect(indexOf(gridActionOf(press('ArrowUp'), at(7)))).toBe(6);
    expect(indexOf(gridActionOf(press('ArrowDown'), at(7)))).toBe(8);
    expect(indexOf(gridActionOf(press('ArrowDown'), at(49)))).toBe(49);
    expect(indexOf(gridActionOf(press('PageDown'), at(0)))).toBe(19);
    expect(indexOf(gridActionOf(press('PageDown'), at(40)))).toBe(49);
    expect(indexOf(gridActionOf(press('PageUp'), at(40)))).toBe(21);
    expect(indexOf(gridActionOf(press('PageUp'), at(4)))).toBe(0);
    expect(indexOf(gridActionOf(press('Home'), at(30)))).toBe(0);
    expect(indexOf(gridActionOf(press('End'), at(0)))).toBe(49);
  });

  it('stay at the first row of an empty list, and move by one row at least in a low window', () => {
    for (const key of ['ArrowDown', 'PageDown', 'End']) expect(indexOf(gridActionOf(press(key), at(0, 0)))).toBe(0);
    expect(indexOf(gridActionOf(press('PageDown'), at(3, 50, 1)))).toBe(4);
  });

  it('select as they move, extend with Shift, and move the focus alone with Ctrl', () => {
    expect(gridActionOf(press('ArrowDown'), at(0))).toEqual({ kind: 'go', index: 1, reach: 'select' });
    expect(gridActionOf(press('ArrowDown', { shift: true }), at(0))).toMatchObject({ reach: 'extend' });
    expect(gridActionOf(press('ArrowDown', { control: true }), at(0))).toMatchObject({ reach: 'move' });
  });

  it('go to the cells of a row, unless Ctrl is held: that is the next track', () => {
    expect(gridActionOf(press('ArrowRight'), at(0))).toEqual({ kind: 'cell', step: 1 });
    expect(gridActionOf(press('ArrowLeft'), at(0))).toEqual({ kind: 'cell', step: -1 });
    expect(gridActionOf(press('ArrowRight', { control: true }), at(0))).toBeNull();
    expect(gridActionOf(press('ArrowLeft', { control: true }), at(0))).toBeNull();
  });

  it('select all or one, toggle and play', () => {
    expect(gridActionOf(press('a', { control: true }), at(0))).toEqual({ kind: 'select-all' });
    expect(gridActionOf(press(' ', { control: true }), at(0))).toEqual({ kind: 'toggle' });
    expect(gridActionOf(press('Escape'), at(0))).toEqual({ kind: 'select-one' });
    expect(gridActionOf(press('Enter'), at(0))).toEqual({ kind: 'play' });
    expect(gridActionOf(press('Enter', { shift: true }), at(0))).toBeNull();
    expect(gridActionOf(press('Enter', { control: true }), at(0))).toBeNull();
    expect(gridActionOf(press('F2'), at(0))).toEqual({ kind: 'edit' });
  });

  it('leave all other keys to the page', () => {
    for (const key of ['a', ' ', '/', 'x']) expect(gridActionOf(press(key), at(0)), key).toBeNull();
  });

  it('all do what their list says: each listed key means something', () => {
    for (const text of GRID_KEYS.flatMap(({ keys }) => keys)) {
      const name = text.split('+').at(-1) ?? '';
      const key = name === 'Space' ? ' ' : name;
      const action = gridActionOf(press(key, { control: text.includes('Ctrl'), shift: text.includes('Shift') }), at(5));
      expect(action, text).not.toBeNull();
    }
  });
});
