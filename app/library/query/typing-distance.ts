/** How far a mistyped name is from another, for suggestions. */

/** Edits of one character, and swaps of neighbours, that make `a` of `b` (optimal string alignment distance). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same, swapped ? before[j - 2]! + 1 : Infinity));
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
