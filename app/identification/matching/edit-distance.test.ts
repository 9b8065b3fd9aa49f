import { expect, it } from 'vitest';
import { seededRandom } from '../../audio/test-signals.ts';
import { editDistance } from './edit-distance.ts';

/** The matrix cell by cell, as it is defined. */
function slowly(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same));
    }
    above = row;
  }
  return above[b.length]!;
}

it('counts insertions, deletions and replacements', () => {
  expect(editDistance('last fery', 'last ferry')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'four')).toBe(4);
  expect(editDistance('same', 'same')).toBe(0);
  expect(editDistance('abc', 'xyz')).toBe(3);
});

it.each([31, 32, 33, 63, 64, 65, 96, 97])('is the same as cell by cell for patterns of %i units', (length) => {
  const random = seededRandom(length);
  const text = (units: number): string =>
    Array.from({ length: units }, () => 'abcd'[Math.floor(random() * 4)]).join('');
  for (let round = 0; round < 60; round += 1) {
    const [a, b] = [text(length), text(length + Math.floor(random() * 40))];
    expect(editDistance(a, b)).toBe(slowly(a, b));
    expect(editDistance(b, a)).toBe(slowly(a, b));
  }
});

it('is the same as cell by cell for short texts of any length', () => {
  const random = seededRandom(9);
  const text = (): string =>
    Array.from({ length: Math.floor(random() * 9) }, () => 'abé'[Math.floor(random() * 3)]).join('');
  for (let round = 0; round < 2000; round += 1) {
    const [a, b] = [text(), text()];
    expect(editDistance(a, b), `${a} ${b}`).toBe(slowly(a, b));
  }
});
