/** The columns in force, kept by this browser: one choice for the library, one for playlists. */
import { useMemo } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import { formatLayout, parseLayout, type ColumnLayout } from './column-layout.ts';
import { COLUMNS, USUAL_LAYOUT, USUAL_PLAYLIST_LAYOUT, type Column } from './columns.tsx';

interface Kept {
  readonly layout: ColumnLayout;
  /** Whether a person has chosen it. */
  readonly chosen: boolean;
}

/** Which columns one kind of table shows. */
export interface ColumnChoice {
  readonly kept: StoreApi<Kept>;
  /** In the browser's storage. */
  readonly name: string;
  readonly usual: ColumnLayout;
}

export const LIBRARY_COLUMNS = columnChoice('descant.columns', USUAL_LAYOUT);
export const PLAYLIST_COLUMNS = columnChoice('descant.playlist-columns', USUAL_PLAYLIST_LAYOUT);

function columnChoice(name: string, usual: ColumnLayout): ColumnChoice {
  const layout = parseLayout(read(name), new Set(COLUMNS.map(({ id }) => id)));
  const kept = createStore<Kept>()(() => ({ layout: layout ?? usual, chosen: layout !== null }));
  return { kept, name, usual };
}

/** @param change `null` goes back to the usual columns */
export function changeColumns(
  { kept, name, usual }: ColumnChoice,
  change: ((layout: ColumnLayout) => ColumnLayout) | null,
): void {
  const layout = change === null ? usual : change(kept.getState().layout);
  kept.setState({ layout, chosen: change !== null });
  try {
    if (change === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, formatLayout(layout));
  } catch {
    // Storage may be denied or full: the columns then hold until the page is closed.
  }
}

export function useLayout({ kept }: ColumnChoice): ColumnLayout {
  return useStore(kept, ({ layout }) => layout);
}

/**
 * The columns of a table in their order. Those that a person has chosen are shown in every table but the narrowest;
 * a table that is too narrow for them scrolls.
 */
export function useColumns({ kept }: ColumnChoice): readonly Column[] {
  const { layout, chosen } = useStore(kept);
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

function read(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}
