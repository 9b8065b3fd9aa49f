/**
 * Edits that the service has acknowledged, until the lists and details that they concern have been read again: without
 * them a cell that has just been edited would show its old value for that moment.
 */
import { create } from 'zustand';
import type { EditEntry } from '../../app/model/history.ts';

/** Field → its edit. */
export type EditsOfTrack = Readonly<Record<string, EditEntry>>;

type ByTrack = ReadonlyMap<number, EditsOfTrack>;

export const useEditedValues = create<{ readonly byTrack: ByTrack }>()(() => ({ byTrack: new Map() }));

/** @param changes of one batch */
export function keepEdited(changes: readonly EditEntry[]): void {
  if (changes.length === 0) return;
  const byTrack = new Map(useEditedValues.getState().byTrack);
  for (const change of changes) byTrack.set(change.trackId, { ...byTrack.get(change.trackId), [change.field]: change });
  useEditedValues.setState({ byTrack });
}

/** @returns a function that drops what is kept by now; edits that come meanwhile stay */
export function takeEdited(): () => void {
  const taken = useEditedValues.getState().byTrack;
  return () => {
    const { byTrack } = useEditedValues.getState();
    const later = [...byTrack].filter(([id, edits]) => taken.get(id) !== edits);
    if (later.length < byTrack.size) useEditedValues.setState({ byTrack: new Map(later) });
  };
}
