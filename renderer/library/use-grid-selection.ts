/**
 * Selecting tracks of a list, whether their rows have been fetched or not: a row that was reached before it arrived is
 * selected when it arrives, ids of a long range are asked for, and the row of a selected track that moves is followed.
 */
import { useCallback, useEffect, useRef } from 'react';
import type { TrackPage } from '../../app/model/tracks.ts';
import type { SortOrder } from '../navigation/address.ts';
import { moveFocus, rangeTo, selectList, selectOne, selectRange, toggle } from '../selection/selection.ts';
import { collectIds, select, selectListById, useSelection } from '../selection/use-selection.ts';
import type { Reach } from './grid-keys.ts';
import { idsOfRows, indexOfTrack, rowAt } from './row-pages.ts';

export interface TrackList {
  readonly query: string;
  readonly sort: SortOrder;
  /** What has been fetched of it. */
  readonly pages: readonly TrackPage[];
  /** Rows of the whole list. */
  readonly total: number;
  /** Whether the rows are those of the query before. */
  readonly stale: boolean;
}

export interface GridSelection {
  /** Selects a row, extends the selection to it, or moves the focus alone. */
  reach(index: number, how: Reach): Promise<void>;
  toggleAt(index: number): Promise<void>;
  /** Where all rows have been fetched, they are selected by their ids; otherwise the list by its query. */
  selectAll(): void;
}

/** @param onFollow called when the row of the one selected track has moved and the focus moves with it */
export function useGridSelection({ query, sort, pages, total, stale }: TrackList, onFollow: () => void): GridSelection {
  /** A row that was reached before it had been fetched. */
  const awaited = useRef<number | null>(null);
  const before = useRef(pages);

  useEffect(() => {
    const now = useSelection.getState().selection;
    const pagesBefore = before.current;
    before.current = pages;
    if (awaited.current !== null) {
      const row = rowAt(pages, awaited.current);
      if (row !== undefined && now.active === awaited.current) select(selectOne(row.id, awaited.current));
      if (row !== undefined || now.active !== awaited.current) awaited.current = null;
      return;
    }
    const [only] = now.ids;
    if (stale || now.ids.size !== 1 || only === undefined || rowAt(pages, now.active)?.id === only) return;
    const index = indexOfTrack(pages, only);
    if (index === null) return;
    // The focus was moved away from the selected row, which has not moved: it stays where it is.
    if (indexOfTrack(pagesBefore, only) === index) return;
    useSelection.setState({ selection: selectOne(only, index) });
    onFollow();
  }, [pages, stale, onFollow]);

  const idsOf = useCallback(
    async (first: number, last: number): Promise<readonly number[] | null> =>
      idsOfRows(pages, first, last) ?? (await collectIds({ query, sort }, first, last)),
    [pages, query, sort],
  );

  const reach = useCallback(
    async (index: number, how: Reach): Promise<void> => {
      const now = useSelection.getState().selection;
      const row = rowAt(pages, index);
      awaited.current = null;
      if (how === 'select' && row !== undefined) {
        select(selectOne(row.id, index));
        return;
      }
      select(moveFocus(now, index));
      if (how === 'select') awaited.current = index;
      if (how !== 'extend') return;
      const { first, last } = rangeTo(now, index);
      const ids = await idsOf(first, last);
      if (ids !== null) select(selectRange(useSelection.getState().selection, ids, index));
    },
    [pages, idsOf],
  );

  async function toggleAt(index: number): Promise<void> {
    const row = rowAt(pages, index);
    const { list } = useSelection.getState().selection;
    if (list !== null) await selectListById(list);
    if (row !== undefined) select(toggle(useSelection.getState().selection, row.id, index));
  }

  function selectAll(): void {
    const now = useSelection.getState().selection;
    const ids = idsOfRows(pages, 0, total - 1);
    select(ids === null ? selectList(now, { query, sort, total }) : { ...now, list: null, ids: new Set(ids) });
  }

  return { reach, toggleAt, selectAll };
}
