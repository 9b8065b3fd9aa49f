/** Which cell is edited next after one has been. Pure. */
import type { NextCell } from './CellEditor.tsx';
import type { Column } from '../columns/columns.tsx';

export interface EditedCell {
  /** Index of the row in the list. */
  readonly index: number;
  /** Place among the columns that are shown. */
  readonly column: number;
}

/** @param total rows of the list @returns `null` at the ends, and where the editing ends */
export function cellAfter(
  { index, column }: EditedCell,
  next: NextCell,
  columns: readonly Pick<Column, 'field'>[],
  total: number,
): EditedCell | null {
  if (next === 'down') return index + 1 < total ? { index: index + 1, column } : null;
  if (next === 'up') return index > 0 ? { index: index - 1, column } : null;
  const step = { right: 1, left: -1, cell: 0, none: 0 }[next];
  if (step === 0) return null;
  for (let place = column + step; place >= 0 && place < columns.length; place += step) {
    if (columns[place]?.field !== null) return { index, column: place };
  }
  return null;
}
