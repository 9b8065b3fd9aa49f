/** What the keys do in a list of tracks that is ordered by hand. Pure. */
import { rowAfterKey } from '../controls/row-after-key.ts';
import type { Text } from '../words/text.ts';

/** Keys as `catalog/commands.ts` writes them. */
export const ORDERED_KEYS: readonly { readonly keys: readonly string[]; readonly label: Text }[] = [
  { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], label: 'Move the track up or down' },
  { keys: ['Delete'], label: 'Take the track out' },
  { keys: ['Ctrl+A'], label: 'Select all' },
];

interface Press {
  readonly key: string;
  /** Ctrl, or Command on macOS. */
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

export type OrderedAction =
  | { readonly kind: 'go'; readonly index: number; readonly extends: boolean }
  | { readonly kind: 'move'; readonly step: 1 | -1 }
  | { readonly kind: 'play' | 'remove' };

/** What a key does at a row of a list, or `null` for keys that the list leaves to the page. */
export function orderedActionOf(
  { key, control, shift, alt }: Press,
  { index, total, rowsOnScreen }: { readonly index: number; readonly total: number; readonly rowsOnScreen: number },
): OrderedAction | null {
  if (total === 0 || control) return null;
  if (alt) {
    if (key === 'ArrowUp') return { kind: 'move', step: -1 };
    return key === 'ArrowDown' ? { kind: 'move', step: 1 } : null;
  }
  if (key === 'Enter') return { kind: 'play' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' };
  // The last row on screen stays there as the first.
  const row = rowAfterKey(key, index, total, rowsOnScreen - 1);
  return row === null ? null : { kind: 'go', index: row, extends: shift };
}

/**
 * Where a block of rows goes by one step up or down: the index of the row that it comes before, in the list as it is;
 * `null` where it is at the end already.
 * @param rows indices of the block, ascending
 */
export function stepTarget(rows: readonly number[], step: 1 | -1, total: number): number | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (step === -1) return first === 0 ? null : first - 1;
  return last === total - 1 ? null : last + 2;
}
