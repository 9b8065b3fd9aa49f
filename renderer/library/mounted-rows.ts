/**
 * Which rows of a list exist in the document: those on screen, some around them, and the row with the focus wherever it
 * stands, so that the focus is never lost.
 */

/** Where one is scrolling to; `null` while nothing scrolls. */
export type ScrollDirection = 'forward' | 'backward' | null;

/** Rows beyond each edge of the screen while nothing scrolls. */
const AROUND = 8;
/** Rows in the direction of scrolling: the page draws a frame at the new place before it hears of it. */
const TOWARDS = 16;
/** And behind. */
const BEHIND = 2;

/**
 * @param screen the first and the last row on screen, of `count` rows
 * @param focused the row with the focus
 */
export function mountedRows(
  screen: { readonly first: number; readonly last: number; readonly count: number },
  direction: ScrollDirection,
  focused: number,
): number[] {
  const before = direction === null ? AROUND : direction === 'backward' ? TOWARDS : BEHIND;
  const after = direction === null ? AROUND : direction === 'forward' ? TOWARDS : BEHIND;
  const first = Math.max(screen.first - before, 0);
  const last = Math.min(screen.last + after, screen.count - 1);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return focused < screen.count && (focused < first || focused > last) ? [...rows, focused] : rows;
}
