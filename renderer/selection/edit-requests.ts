/**
 * Asking for a field of the selected tracks to be edited, without knowing where fields are shown: the row of a field
 * registers while it is shown. A request for a field that is not shown is dropped, unless it names a track whose rows
 * are still to come.
 */
interface Row {
  /** The track that the row edits; `null` for several tracks. */
  readonly track: number | null;
  readonly edit: () => void;
}

const shown = new Map<string, Row>();
let awaited: { readonly field: string; readonly track: number } | null = null;

/**
 * Opens the editor of a field.
 * @param track the track that the caller means: the details of another track may still be shown
 */
export function requestEdit(field: string, track: number | null = null): void {
  const row = shown.get(field);
  const isShown = row !== undefined && (track === null || row.track === track);
  awaited = isShown || track === null ? null : { field, track };
  if (isShown) row.edit();
}

/** Registers the row of a field. @param edit opens its editor @returns a function that takes it back */
export function registerEditor(field: string, edit: () => void, track: number | null = null): () => void {
  const row = { track, edit };
  shown.set(field, row);
  if (awaited !== null && awaited.track !== track) awaited = null;
  if (awaited?.field === field) {
    awaited = null;
    edit();
  }
  return () => {
    if (shown.get(field) === row) shown.delete(field);
  };
}
