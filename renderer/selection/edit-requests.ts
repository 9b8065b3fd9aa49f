/**
 * Asking for a field of the selected tracks to be edited, without knowing where fields are shown: the row of a field
 * registers while it is shown. A request for a field that is not shown is dropped.
 */

const shown = new Map<string, () => void>();

/** Opens the editor of a field. */
export function requestEdit(field: string): void {
  shown.get(field)?.();
}

/** Registers the row of a field. @param edit opens its editor @returns a function that takes it back */
export function registerEditor(field: string, edit: () => void): () => void {
  shown.set(field, edit);
  return () => {
    if (shown.get(field) === edit) shown.delete(field);
  };
}
