/** The columns in force, kept by this browser. */
import { useMemo } from 'react';
import { create } from 'zustand';
import { formatLayout, parseLayout, type ColumnLayout } from './column-layout.ts';
import { COLUMNS, USUAL_LAYOUT, type Column } from './columns.tsx';

const NAME = 'descant.columns';

export const useColumnLayout = create<{
  readonly layout: ColumnLayout;
  /** Whether a person has chosen it. */
  readonly chosen: boolean;
}>()(() => {
  const kept = parseLayout(read(), new Set(COLUMNS.map(({ id }) => id)));
  return { layout: kept ?? USUAL_LAYOUT, chosen: kept !== null };
});

/** @param change `null` goes back to the usual columns */
export function changeColumns(change: ((layout: ColumnLayout) => ColumnLayout) | null): void {
  const layout = change === null ? USUAL_LAYOUT : change(useColumnLayout.getState().layout);
  useColumnLayout.setState({ layout, chosen: change !== null });
  try {
    if (change === null) window.localStorage.removeItem(NAME);
    else window.localStorage.setItem(NAME, formatLayout(layout));
  } catch {
    // Storage may be denied or full: the columns then hold until the page is closed.
  }
}

/**
 * The columns of the table in their order. Those that a person has chosen are shown in every table but the narrowest;
 * a table that is too narrow for them scrolls.
 */
export function useColumns(): readonly Column[] {
  const { layout, chosen } = useColumnLayout();
  return useMemo(
    () =>
      layout.flatMap(({ id, width }) => {
        const column = COLUMNS.find((one) => one.id === id);
        if (column === undefined) return [];
        const sized = width === null ? column : { ...column, width: `${width}px` as const, text: null };
        return chosen && sized.shownFrom === 'wide' ? { ...sized, shownFrom: 'medium' as const } : sized;
      }),
    [layout, chosen],
  );
}

function read(): string | null {
  try {
    return window.localStorage.getItem(NAME);
  } catch {
    return null;
  }
}
