/** What the keys do while the focus is in the track table: their list for people, and their meaning. Pure. */
import type { Text } from '../words/text.ts';

/** Keys as `catalog/commands.ts` writes them. */
export const GRID_KEYS: readonly { readonly keys: readonly string[]; readonly label: Text }[] = [
  { keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'], label: 'Go through the tracks' },
  { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], label: 'Select a range' },
  { keys: ['Ctrl+ArrowUp', 'Ctrl+ArrowDown'], label: 'Go on without selecting' },
  { keys: ['Ctrl+A'], label: 'Select all tracks of the list' },
  { keys: ['Ctrl+Space'], label: 'Add a track to the selection, or remove it' },
  { keys: ['Escape'], label: 'Select one track only' },
  { keys: ['ArrowRight', 'ArrowLeft'], label: 'Go to the cells of a row, and back' },
  { keys: ['Enter'], label: 'Play the track' },
  { keys: ['F2'], label: 'Edit the cell in its place, or the title in the details' },
  { keys: ['ContextMenu', 'Shift+F10'], label: 'What can be done with the tracks' },
];

/** How a row is reached: as the only one selected, as the end of a range, or by the focus alone. */
export type Reach = 'select' | 'extend' | 'move';

export type GridAction =
  | { readonly kind: 'go'; readonly index: number; readonly reach: Reach }
  | { readonly kind: 'cell'; readonly step: 1 | -1 }
  | { readonly kind: 'select-all' | 'select-one' | 'toggle' | 'play' | 'edit' | 'menu' };

interface GridKeyPress {
  readonly key: string;
  /** Ctrl, or Command on macOS. */
  readonly control: boolean;
  readonly shift: boolean;
}

interface GridFocus {
  /** Index of the row with the focus. */
  readonly index: number;
  /** Rows of the list. */
  readonly total: number;
  readonly rowsOnScreen: number;
}

/** What a key does, or `null` for keys that the table leaves to the page. */
export function gridActionOf({ key, control, shift }: GridKeyPress, focus: GridFocus): GridAction | null {
  if (control && key.toLowerCase() === 'a') return { kind: 'select-all' };
  if (control && key === ' ') return { kind: 'toggle' };
  if (key === 'Enter' && !control && !shift) return { kind: 'play' };
  if (key === 'F2') return { kind: 'edit' };
  if (key === 'ContextMenu' || (shift && key === 'F10')) return { kind: 'menu' };
  if (key === 'Escape') return { kind: 'select-one' };
  if (!control && key === 'ArrowRight') return { kind: 'cell', step: 1 };
  if (!control && key === 'ArrowLeft') return { kind: 'cell', step: -1 };
  const index = indexAfterKey(key, focus);
  return index === null ? null : { kind: 'go', index, reach: shift ? 'extend' : control ? 'move' : 'select' };
}

/** Where a key moves the focus, within the list; `null` for keys that do not move it. */
function indexAfterKey(key: string, { index, total, rowsOnScreen }: GridFocus): number | null {
  const last = Math.max(0, total - 1);
  const screen = Math.max(1, rowsOnScreen - 1);
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + screen);
    case 'PageUp':
      return Math.max(0, index - screen);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
