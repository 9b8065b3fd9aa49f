import { describe, expect, it } from 'vitest';
import { cellAfter } from './edited-cell.ts';

const columns = [{ field: 'title' }, { field: null }, { field: 'artist' }];
const after = (index: number, column: number, next: Parameters<typeof cellAfter>[1]) =>
  cellAfter({ index, column }, next, columns, 3);

describe('the cell that is edited next', () => {
  it('is the one below or above, and none beyond the list', () => {
    expect(after(0, 2, 'down')).toEqual({ index: 1, column: 2 });
    expect(after(2, 2, 'down')).toBeNull();
    expect(after(2, 2, 'up')).toEqual({ index: 1, column: 2 });
    expect(after(0, 2, 'up')).toBeNull();
  });

  it('is the next column that can be edited, and none beyond the last', () => {
    expect(after(1, 0, 'right')).toEqual({ index: 1, column: 2 });
    expect(after(1, 2, 'right')).toBeNull();
    expect(after(1, 2, 'left')).toEqual({ index: 1, column: 0 });
    expect(after(1, 0, 'left')).toBeNull();
  });

  it('is none where the editing ends', () => {
    expect(after(1, 0, 'cell')).toBeNull();
    expect(after(1, 0, 'none')).toBeNull();
  });
});
