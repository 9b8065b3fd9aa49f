/**
 * The focus in the track table: on the active row, or on one of its cells. Rows come and go while one scrolls, so the
 * focus is asked for and then moved as soon as the row is there.
 */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import type { Column } from '../columns/columns.tsx';

export interface GridFocus {
  /** Column of the active row that takes part in the tab order; −1 for the row itself. */
  readonly column: number;
  /** Moves the focus to the active row or cell with the next rendering. */
  request(): void;
  /** The same, where the focus is in the table already: a row that moves takes it along. */
  keep(): void;
  moveColumn(step: 1 | -1): void;
  /** Makes a cell of the active row the one with the focus. */
  toCell(column: number): void;
  /** Back from a cell to its row. */
  leaveCells(): void;
}

/** @param active index of the row with the focus */
export function useGridFocus(
  scroller: RefObject<HTMLDivElement | null>,
  active: number,
  columns: readonly Column[],
): GridFocus {
  const [column, setColumn] = useState(-1);
  const requested = useRef(false);

  useLayoutEffect(() => {
    if (!requested.current) return;
    requested.current = false;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    const cell = columns[column]?.id;
    const target = cell === undefined ? row : row?.querySelector<HTMLElement>(`[data-column="${cell}"]`);
    // A cell that is being edited keeps the focus.
    if (target?.querySelector('input') !== document.activeElement || document.activeElement === null) {
      target?.focus({ preventScroll: true });
    }
  });

  useFocusTarget('tracks', () => {
    const stop = scroller.current?.querySelector<HTMLElement>('[tabindex="0"]');
    (stop ?? scroller.current)?.focus();
  });

  const request = useCallback(() => {
    requested.current = true;
  }, []);
  const keep = useCallback(() => {
    requested.current = scroller.current?.contains(document.activeElement) ?? false;
  }, [scroller]);

  function moveColumn(step: 1 | -1): void {
    request();
    setColumn((now) => Math.max(-1, Math.min(columns.length - 1, now + step)));
  }

  return { column, request, keep, moveColumn, toCell: setColumn, leaveCells: () => setColumn(-1) };
}
