/**
 * The columns with widths that fit the list. They follow the first rows of a list and stay while one scrolls and while
 * rows arrive, so that nothing jumps.
 */
import { useState } from 'react';
import { fittedColumns } from './column-widths.ts';
import type { Column } from './columns.tsx';
import { PAGE_ROWS } from './row-pages.ts';
import type { TrackList } from './use-grid-selection.ts';

/** @param columns those that are shown */
export function useFittedColumns(
  { query, sort, pages, stale }: TrackList,
  columns: readonly Column[],
): readonly Column[] {
  const listName = JSON.stringify([query, sort]);
  const [fitted, setFitted] = useState({ listName: '', rows: 0, of: columns, columns });
  const rows = pages[0]?.rows ?? [];
  // A list that grows is fitted again when its first page is full.
  const isBetter =
    fitted.of !== columns || fitted.listName !== listName || (fitted.rows < PAGE_ROWS && rows.length === PAGE_ROWS);
  if (!stale && rows.length > 0 && isBetter) {
    setFitted({ listName, rows: rows.length, of: columns, columns: fittedColumns(columns, rows) });
  }
  return fitted.of === columns ? fitted.columns : columns;
}
