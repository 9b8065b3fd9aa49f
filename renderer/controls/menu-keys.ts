/** Where a key moves the focus in a menu. Pure. */

/**
 * @param at index of the item with the focus; −1 for none
 * @param labels of the items, in order
 * @returns the index of the item that gets the focus, or `null` for keys that do not move it
 */
export function itemAfterKey(key: string, at: number, labels: readonly string[]): number | null {
  const { length } = labels;
  if (length === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % length;
  if (key === 'ArrowUp') return (at <= 0 ? length : at) - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  if ([...key].length !== 1 || key === ' ') return null;
  const typed = key.toLowerCase();
  const from = at + 1;
  for (let step = 0; step < length; step += 1) {
    const index = (from + step) % length;
    if (labels[index]?.toLowerCase().startsWith(typed) === true) return index;
  }
  return null;
}
