/** The keyboard shortcuts, listed once for the dialog that shows them; and whether it is open. */
import { create } from 'zustand';

export const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['/'], does: 'Search' },
  { keys: ['Esc'], does: 'Clear the search, cancel an edit, close what is open' },
  { keys: ['↑', '↓', 'Page Up', 'Page Down', 'Home', 'End'], does: 'Go through the tracks' },
  { keys: ['Shift + ↑ ↓'], does: 'Select a range' },
  { keys: ['Ctrl + A'], does: 'Select all tracks of the list' },
  { keys: ['Ctrl + Space'], does: 'Add a track to the selection, or take it out' },
  { keys: ['→', '←'], does: 'Go into the cells of a row, and back; elsewhere: five seconds on, or back' },
  { keys: ['Enter'], does: 'Play the track; commit an edit' },
  { keys: ['F2'], does: 'Edit the title' },
  { keys: ['Space'], does: 'Play or pause' },
  { keys: ['Ctrl + →', 'Ctrl + ←'], does: 'Next or previous track' },
  { keys: ['Ctrl + Z', 'Ctrl + Shift + Z'], does: 'Undo, redo' },
  { keys: ['?'], does: 'This list' },
];

export const useKeysDialog = create<{ readonly open: boolean }>()(() => ({ open: false }));

export function showKeys(): void {
  useKeysDialog.setState({ open: true });
}
