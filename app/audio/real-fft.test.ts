import { describe, expect, it } from 'vitest';

import { hammingWindow, RealFft } from './real-fft.ts';
import { seededRandom } from './test-signals.ts';

/** The definition, in quadratic time. */
function powerByDefinition(samples: readonly number[]): number[] {
  const size = samples.length;
  return Array.from({ length: size / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    samples.forEach((sample, n) => {
      re += sample * Math.cos((-2 * Math.PI * k * n) / size);
      im += sample * Math.sin((-2 * Math.PI * k * n) / size);
    });
    return re * re + im * im;
  });
}

describe('RealFft', () => {
  it.each([8, 16, 32, 64, 128, 512, 1024])('agrees with the definition at %i points', (size) => {
    const random = seededRandom(size);
    const samples = Array.from({ length: size }, () => random() - 0.5);
    const power = new RealFft(size).transform(samples, 0, new Float64Array(size).fill(1));
    const expected = powerByDefinition(samples);
    expect(power).toHaveLength(size / 2 + 1);
    power.forEach((energy, k) => expect(energy).toBeCloseTo(expected[k]!, 8));
  });

  it('reads from the offset and applies the window', () => {
    const samples = [9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8];
    const window = hammingWindow(8);
    const power = new RealFft(8).transform(samples, 3, window);
    const expected = powerByDefinition(samples.slice(3).map((sample, i) => sample * window[i]!));
    power.forEach((energy, k) => expect(energy).toBeCloseTo(expected[k]!, 10));
  });

  it.each([8, 64, 4096])('gives the phases, too, at %i points', (size) => {
    const random = seededRandom(size);
    const samples = Float64Array.from({ length: size }, () => random() - 0.5);
    const fft = new RealFft(size);
    const spectrum = fft.complexSpectrum(samples);
    expect(spectrum).toHaveLength(size + 2);
    for (const k of [0, 1, 3, size / 4, size / 2 - 1, size / 2]) {
      let [re, im] = [0, 0];
      samples.forEach((sample, n) => {
        re += sample * Math.cos((-2 * Math.PI * k * n) / size);
        im += sample * Math.sin((-2 * Math.PI * k * n) / size);
      });
      expect([spectrum[2 * k], spectrum[2 * k + 1]], String(k)).toEqual([
        expect.closeTo(re, 8) as number,
        expect.closeTo(im, 8) as number,
      ]);
    }
  });

  it('refuses sizes that are not a power of two', () => {
    expect(() => new RealFft(12)).toThrow(RangeError);
    expect(() => new RealFft(4)).toThrow(RangeError);
  });
});
