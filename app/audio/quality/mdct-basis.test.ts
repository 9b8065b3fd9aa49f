import { describe, expect, it } from 'vitest';
import { kaiserBesselSlope, mdctBasis, powerSineSlope, sineSlope } from './mdct-basis.ts';

const WINDOWS = [
  ['AAC with sines', { hop: 64, overlap: 64, slope: sineSlope }],
  ['AAC with Kaiser–Bessel', { hop: 64, overlap: 64, slope: kaiserBesselSlope(64) }],
  ['Vorbis', { hop: 64, overlap: 64, slope: powerSineSlope }],
  ['Opus', { hop: 64, overlap: 8, slope: powerSineSlope }],
] as const;

describe.each(WINDOWS)('the blocks of %s', (_, window) => {
  it('have as many samples as the hop and the overlap', () => {
    const basis = mdctBasis(window, 5);
    expect(basis).toHaveLength(window.hop + window.overlap);
    expect(Math.hypot(...basis)).toBeCloseTo(1, 9);
  });

  it('give back any sound: all basis functions of three blocks are orthogonal', () => {
    const length = 3 * window.hop + window.overlap;
    const all = [0, 1, 2].flatMap((block) =>
      Array.from({ length: window.hop }, (_unused, line) => {
        const padded = new Float64Array(length);
        padded.set(mdctBasis(window, line), block * window.hop);
        return padded;
      }),
    );
    for (let i = 0; i < all.length; i += 7) {
      for (let j = 0; j < all.length; j += 1) {
        const product = all[i]!.reduce((sum, value, n) => sum + value * all[j]![n]!, 0);
        expect(Math.abs(product - (i === j ? 1 : 0)), `${i} ${j}`).toBeLessThan(1e-9);
      }
    }
  });
});
