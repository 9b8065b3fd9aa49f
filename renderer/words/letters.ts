/** Letters by which things beside each other are named. */

/** `0` → `A`, `25` → `Z`, then numbers: `26` → `27`. */
export function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}
