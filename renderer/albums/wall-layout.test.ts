import { describe, expect, it } from 'vitest';
import { CAPTION_PX, rowAt, rowCount, rowOf, tileAfterKey, wallLayout } from './wall-layout.ts';

describe('the layout of the wall', () => {
  it('has as many columns as fit, and fills the width to less than a pixel a column', () => {
    for (const width of [390, 1080, 1700, 2400]) {
      const { columns, gap, edge } = wallLayout(width, 140);
      const used = columns * edge + (columns - 1) * gap + 2 * gap;
      expect(used).toBeLessThanOrEqual(width);
      expect(width - used).toBeLessThan(columns);
      expect(edge).toBeGreaterThanOrEqual(140);
    }
    expect(wallLayout(1176, 140).columns).toBe(7);
  });

  it('has two columns in a narrow window, of smaller covers', () => {
    expect(wallLayout(296, 140)).toMatchObject({ columns: 2, gap: 12, edge: 130 });
    expect(wallLayout(215, 140).columns).toBe(1);
  });

  it('has one column where not even one tile fits', () => {
    expect(wallLayout(120, 140)).toEqual({ columns: 1, gap: 12, edge: 96, rowHeight: 96 + CAPTION_PX + 12 });
    expect(wallLayout(0, 140).edge).toBe(1);
  });
});

describe('the rows of the wall', () => {
  it('hold the tiles in their order', () => {
    expect(rowCount(20, 7, null)).toBe(3);
    expect(rowAt(2, 20, 7, null)).toEqual({ kind: 'tiles', first: 14 });
    expect(rowOf(13, 20, 7, null)).toBe(1);
    expect(rowCount(0, 7, null)).toBe(0);
  });

  it('have the open album under the row of its tile', () => {
    expect(rowCount(20, 7, 8)).toBe(4);
    expect([0, 1, 2, 3].map((row) => rowAt(row, 20, 7, 8))).toEqual([
      { kind: 'tiles', first: 0 },
      { kind: 'tiles', first: 7 },
      { kind: 'open' },
      { kind: 'tiles', first: 14 },
    ]);
    expect([rowOf(13, 20, 7, 8), rowOf(14, 20, 7, 8)]).toEqual([1, 3]);
    expect(rowAt(3, 20, 7, 19)).toEqual({ kind: 'open' });
  });

  it('have no row for an open album that left the list', () => {
    expect(rowCount(5, 7, 8)).toBe(1);
    expect(rowAt(0, 5, 7, 8)).toEqual({ kind: 'tiles', first: 0 });
  });
});

describe('keys on the wall', () => {
  const after = (key: string, index: number) => tileAfterKey(key, index, 17, 7, 2);

  it('lead to the neighbours, on and on over the rows', () => {
    expect([after('ArrowRight', 6), after('ArrowLeft', 7), after('ArrowDown', 3), after('ArrowUp', 10)]).toEqual([
      7, 6, 10, 3,
    ]);
    expect([after('PageDown', 1), after('PageUp', 16), after('Home', 9), after('End', 9)]).toEqual([15, 2, 0, 16]);
  });

  it('lead nowhere beyond the edges, and into a last row that is not full', () => {
    expect([after('ArrowLeft', 0), after('ArrowUp', 3), after('ArrowRight', 16), after('ArrowDown', 15)]).toEqual([
      0, 3, 16, 15,
    ]);
    expect(after('ArrowDown', 12)).toBe(16);
    expect(after('x', 3)).toBeNull();
    expect(tileAfterKey('End', 0, 0, 7, 2)).toBeNull();
  });
});
