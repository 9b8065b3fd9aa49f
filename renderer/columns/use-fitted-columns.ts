/**
 * The columns with widths that fit the list. They follow the first rows of a list and stay while one scrolls and while
 * rows arrive, so that nothing jumps.
 */
import { useState } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import { fittedColumns } from './column-widths.ts';
import type { Column } from './columns.tsx';

interface FirstRows {
  /** Which list they are the first rows of. */
  readonly listName: string;
  /** Empty until they have arrived. */
  readonly rows: readonly TrackRow[];
  /** How many there are where the list has more. */
  readonly pageRows: number;
}

/** @param columns those that are shown */
export function useFittedColumns(
  { listName, rows, pageRows }: FirstRows,
  columns: readonly Column[],
): readonly Column[] {
  const [fitted, setFitted] = useState({ listName: '', rows: 0, of: columns, columns });
  // A list that grows is fitted again when its first page is full.
  const isBetter =
    fitted.of !== columns || fitted.listName !== listName || (fitted.rows < pageRows && rows.length === pageRows);
  if (rows.length > 0 && isBetter) {
    setFitted({ listName, rows: rows.length, of: columns, columns: fittedColumns(columns, rows) });
  }
  return fitted.of === columns ? fitted.columns : columns;
}
