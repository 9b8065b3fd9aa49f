import { describe, expect, it } from 'vitest';
import { itemAfterKey } from './menu-keys.ts';

const labels = ['Play', 'Edit', 'Favourite', 'Find similar'];

describe('a key in a menu', () => {
  it('goes through the items and round the ends', () => {
    expect(itemAfterKey('ArrowDown', -1, labels)).toBe(0);
    expect(itemAfterKey('ArrowDown', 3, labels)).toBe(0);
    expect(itemAfterKey('ArrowUp', 0, labels)).toBe(3);
    expect(itemAfterKey('ArrowUp', -1, labels)).toBe(3);
    expect(itemAfterKey('Home', 2, labels)).toBe(0);
    expect(itemAfterKey('End', 0, labels)).toBe(3);
  });

  it('goes to the next item that begins with a letter', () => {
    expect(itemAfterKey('f', 0, labels)).toBe(2);
    expect(itemAfterKey('F', 2, labels)).toBe(3);
    expect(itemAfterKey('f', 3, labels)).toBe(2);
    expect(itemAfterKey('x', 0, labels)).toBeNull();
  });

  it('is left to others where it moves nothing', () => {
    expect(itemAfterKey('Enter', 0, labels)).toBeNull();
    expect(itemAfterKey(' ', 0, labels)).toBeNull();
    expect(itemAfterKey('ArrowDown', 0, [])).toBeNull();
  });
});
