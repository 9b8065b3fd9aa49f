import { describe, expect, it } from 'vitest';
import { mountedRows } from './mounted-rows.ts';

const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const screen = { first: 100, last: 120, count: 1000 };

describe('the rows that exist', () => {
  it('are as many above the screen as below while nothing scrolls', () => {
    expect(mountedRows(screen, null, 110)).toEqual(from(92, 128));
  });

  it('are more where one scrolls to, so that a frame that is drawn too early has them', () => {
    expect(mountedRows(screen, 'forward', 110)).toEqual(from(98, 136));
    expect(mountedRows(screen, 'backward', 110)).toEqual(from(84, 122));
  });

  it('end with the list', () => {
    expect(mountedRows({ first: 0, last: 20, count: 25 }, null, 0)).toEqual(from(0, 24));
    expect(mountedRows({ first: 5, last: 24, count: 25 }, 'backward', 5)).toEqual(from(0, 24));
    expect(mountedRows({ first: 0, last: 0, count: 0 }, null, 0)).toEqual([]);
  });

  it('have the row with the focus among them, wherever it is', () => {
    expect(mountedRows(screen, null, 3)).toEqual([...from(92, 128), 3]);
    expect(mountedRows(screen, null, 999)).toEqual([...from(92, 128), 999]);
    expect(mountedRows(screen, null, 1000)).toEqual(from(92, 128));
    expect(mountedRows(screen, null, 128)).toEqual(from(92, 128));
  });
});
