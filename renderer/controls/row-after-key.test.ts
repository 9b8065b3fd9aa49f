import { describe, expect, it } from 'vitest';
import { rowAfterKey } from './row-after-key.ts';

describe('the row that a key leads to', () => {
  it('is the next, the one before, a screen away, or at an end', () => {
    expect(rowAfterKey('ArrowDown', 4, 20, 8)).toBe(5);
    expect(rowAfterKey('ArrowUp', 4, 20, 8)).toBe(3);
    expect(rowAfterKey('PageDown', 4, 20, 8)).toBe(12);
    expect(rowAfterKey('PageUp', 14, 20, 8)).toBe(6);
    expect(rowAfterKey('Home', 14, 20, 8)).toBe(0);
    expect(rowAfterKey('End', 4, 20, 8)).toBe(19);
  });

  it('stays in the list', () => {
    expect(rowAfterKey('ArrowDown', 19, 20, 8)).toBe(19);
    expect(rowAfterKey('ArrowUp', 0, 20, 8)).toBe(0);
    expect(rowAfterKey('PageDown', 0, 20, 0)).toBe(1);
  });

  it('is the first row where none is shown yet', () => {
    expect(rowAfterKey('ArrowDown', null, 20, 8)).toBe(0);
    expect(rowAfterKey('ArrowUp', null, 20, 8)).toBe(0);
  });

  it('is none for other keys, and in an empty list', () => {
    expect(rowAfterKey('Enter', 3, 20, 8)).toBeNull();
    expect(rowAfterKey('ArrowDown', null, 0, 8)).toBeNull();
  });
});
