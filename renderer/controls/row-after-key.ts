/** The row of a list that a key leads to. */

/**
 * @param chosen the row that is shown, or `null`; then the first key leads to the first row
 * @param rowsOnScreen for the page keys
 * @returns `null` for keys that lead nowhere
 */
export function rowAfterKey(key: string, chosen: number | null, total: number, rowsOnScreen: number): number | null {
  const screen = Math.max(1, rowsOnScreen);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: screen,
    PageUp: -screen,
    Home: -total,
    End: total,
  };
  const step = steps[key];
  if (step === undefined || total === 0) return null;
  if (chosen === null && key === 'ArrowDown') return 0;
  return Math.max(0, Math.min(total - 1, (chosen ?? 0) + step));
}
