/**
 * Which tracks are selected, as plain values: a set of track ids, or all tracks of a list; the row that has the focus,
 * and the row from which a range reaches. Ids, not rows: while a scan inserts rows, tracks move, and an edit must never
 * change another track than the one that was chosen. All of a list is its query: a list of ids would take as long to
 * send as the edit itself.
 */
import type { SortOrder } from '../navigation/address.ts';

export interface SelectedList {
  readonly query: string;
  readonly sort: SortOrder;
  /** Tracks of the list when it was selected. */
  readonly total: number;
}

export interface Selection {
  /** Empty where `list` is selected. */
  readonly ids: ReadonlySet<number>;
  /** All tracks of this list. */
  readonly list: SelectedList | null;
  /** Index of the row with the focus. */
  readonly active: number;
  /** Index of the row from which Shift extends. */
  readonly anchor: number;
}

export const NOTHING: Selection = { ids: new Set(), list: null, active: 0, anchor: 0 };

/** One track, and nothing else. */
export function selectOne(id: number, index: number): Selection {
  return { ids: new Set([id]), list: null, active: index, anchor: index };
}

/** All tracks of a list. */
export function selectList(selection: Selection, list: SelectedList): Selection {
  return { ...selection, ids: new Set(), list };
}

/** How many tracks are selected. */
export function selectedAmount({ ids, list }: Selection): number {
  return list?.total ?? ids.size;
}

/** Whether a track that the list of a query shows is selected. */
export function isSelected({ ids, list }: Selection, id: number, query: string): boolean {
  return list === null ? ids.has(id) : list.query === query;
}

/** Adds a track, or takes it away when it is selected. */
export function toggle(selection: Selection, id: number, index: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, list: null, active: index, anchor: index };
}

/** Indices of the range from the anchor to a row, first and last included. */
export function rangeTo(selection: Selection, index: number): { readonly first: number; readonly last: number } {
  return { first: Math.min(selection.anchor, index), last: Math.max(selection.anchor, index) };
}

/** The tracks of a range in place of what was selected; the anchor stays. */
export function selectRange(selection: Selection, ids: readonly number[], index: number): Selection {
  return { ids: new Set(ids), list: null, active: index, anchor: selection.anchor };
}

/** Moves the focus without changing what is selected. */
export function moveFocus(selection: Selection, index: number): Selection {
  return { ...selection, active: index };
}
