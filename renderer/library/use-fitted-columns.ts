/**
 * The columns with widths that fit the list. They follow the first rows of a list and stay while one scrolls and while
 * rows arrive, so that nothing jumps.
 */
import { useState } from 'react';
import { fittedColumns } from './column-widths.ts';
import { COLUMNS, type Column } from './columns.tsx';
import { PAGE_ROWS } from './row-pages.ts';
import type { TrackList } from './use-grid-selection.ts';

export function useFittedColumns({ query, sort, pages, stale }: TrackList): readonly Column[] {
  const listName = JSON.stringify([query, sort]);
  const [fitted, setFitted] = useState({ listName: '', rows: 0, columns: COLUMNS });
  const rows = pages[0]?.rows ?? [];
  // A list that grows is fitted again when its first page is full.
  const isBetter = fitted.listName !== listName || (fitted.rows < PAGE_ROWS && rows.length === PAGE_ROWS);
  if (!stale && rows.length > 0 && isBetter) {
    setFitted({ listName, rows: rows.length, columns: fittedColumns(COLUMNS, rows) });
  }
  return fitted.columns;
}
