import { describe, expect, it } from 'vitest';
import { MP3_LENGTH, MP3_LINES, MP3_PROTOTYPE, mp3Basis } from './mp3-filters.ts';

/** The inner product of a function with another that begins `shift` samples later. */
function product(a: Float64Array, b: Float64Array, shift: number): number {
  let sum = 0;
  for (let n = shift; n < a.length; n += 1) sum += a[n]! * (b[n - shift] ?? 0);
  return sum;
}

describe('the filters of MP3', () => {
  it('have a smooth, symmetrical prototype', () => {
    expect(MP3_PROTOTYPE[256]).toBeCloseTo(1.144989, 5);
    for (let n = 1; n < 512; n += 1) {
      expect(MP3_PROTOTYPE[n]).toBe(MP3_PROTOTYPE[512 - n]);
      // A wrong sign or digit of the table would be a step.
      expect(Math.abs(MP3_PROTOTYPE[n]! - MP3_PROTOTYPE[n - 1]!), String(n)).toBeLessThan(0.03);
    }
  });

  it.each([5, 8, 17, 18, 300, 305, 575])(
    'have a basis function of unit energy for line %i, of its frequency',
    (line) => {
      const basis = mp3Basis(line);
      expect(basis).toHaveLength(MP3_LENGTH);
      expect(Math.hypot(...basis)).toBeCloseTo(1, 9);
      const omega = (Math.PI * (line + 0.5)) / MP3_LINES;
      const at = (frequency: number): number =>
        Math.hypot(
          basis.reduce((sum, value, n) => sum + value * Math.cos(frequency * n), 0),
          basis.reduce((sum, value, n) => sum + value * Math.sin(frequency * n), 0),
        );
      for (const away of [0.05, 0.2, 0.6]) expect(at(omega - away * Math.sign(omega - 1))).toBeLessThan(at(omega) / 3);
    },
  );

  it.each([
    [100, 100],
    [100, 101],
    [107, 108],
    [89, 90],
    [88, 91],
  ])('are orthogonal: lines %i and %i do not see each other a granule later', (line, other) => {
    expect(Math.abs(product(mp3Basis(line), mp3Basis(other), MP3_LINES))).toBeLessThan(0.002);
    if (line !== other) expect(Math.abs(product(mp3Basis(line), mp3Basis(other), 0))).toBeLessThan(0.002);
  });
});
