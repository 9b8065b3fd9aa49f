/**
 * Which tracks are selected, as plain values: a set of track ids, the row that has the focus, and the row from
 * which a range reaches. Ids, not rows: while a scan inserts rows, tracks move, and an edit must never change
 * another track than the one that was chosen.
 */

export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** Index of the row with the focus. */
  readonly active: number;
  /** Index of the row from which Shift extends. */
  readonly anchor: number;
}

export const NOTHING: Selection = { ids: new Set(), active: 0, anchor: 0 };

/** One track, and nothing else. */
export function selectOne(id: number, index: number): Selection {
  return { ids: new Set([id]), active: index, anchor: index };
}

/** Adds a track, or takes it away when it is selected. */
export function toggle(selection: Selection, id: number, index: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, active: index, anchor: index };
}

/** Indices of the range from the anchor to a row, first and last included. */
export function rangeTo(selection: Selection, index: number): { readonly first: number; readonly last: number } {
  return { first: Math.min(selection.anchor, index), last: Math.max(selection.anchor, index) };
}

/** The tracks of a range in place of what was selected; the anchor stays. */
export function selectRange(selection: Selection, ids: readonly number[], index: number): Selection {
  return { ids: new Set(ids), active: index, anchor: selection.anchor };
}

/** Moves the focus without changing what is selected. */
export function moveFocus(selection: Selection, index: number): Selection {
  return { ...selection, active: index };
}
