import { describe, expect, it } from 'vitest';

import { noise, sound } from '../test-signals.ts';
import { analyseFrames, FEATURE_RATE, FRAME_SIZE, HOP_SIZE, MEL_BANDS } from './frame-analysis.ts';
import { MelFilters } from './mel-filters.ts';

function sine(frequency: number, amplitude: number): Float32Array {
  return Float32Array.from(sound(1, FEATURE_RATE, (t) => amplitude * Math.sin(2 * Math.PI * frequency * t)));
}

describe('analyseFrames', () => {
  it.each([440, 1000, 3000])('finds the energy and the centre of a sine of %i Hz', (frequency) => {
    const { frames, rms, centroid, bandwidth, rolloff, audible } = analyseFrames(sine(frequency, 0.5));
    expect(frames).toBe(Math.floor((FEATURE_RATE - FRAME_SIZE) / HOP_SIZE) + 1);
    for (let frame = 0; frame < frames; frame += 1) {
      expect(audible[frame]).toBe(1);
      expect(rms[frame]).toBeCloseTo(0.5 / Math.SQRT2, 1);
      expect(Math.abs(centroid[frame]! - frequency)).toBeLessThan(150);
      expect(bandwidth[frame]).toBeLessThan(600);
      expect(Math.abs(rolloff[frame]! - frequency)).toBeLessThan(50);
    }
  });

  it('finds peaks above valleys in tones, and less so in noise', () => {
    const octave = 3;
    const mean = (contrast: readonly Float64Array[]): number =>
      contrast.reduce((sum, one) => sum + one[octave]!, 0) / contrast.length;
    const tone = mean(analyseFrames(sine(1200, 0.5)).contrast);
    const hiss = mean(analyseFrames(Float32Array.from(noise(1, FEATURE_RATE, 1))).contrast);
    expect(tone).toBeGreaterThan(hiss + 3);
  });

  it('marks silence, and gives it no timbre', () => {
    const { frames, audible, centroid, contrast } = analyseFrames(new Float32Array(FEATURE_RATE));
    expect(frames).toBeGreaterThan(0);
    expect(audible.every((one) => one === 0)).toBe(true);
    expect(centroid.every((one) => one === 0)).toBe(true);
    expect(contrast).toHaveLength(0);
  });

  it('has no frames where there are not enough samples', () => {
    expect(analyseFrames(new Float32Array(0)).frames).toBe(0);
    expect(analyseFrames(new Float32Array(FRAME_SIZE - 1)).frames).toBe(0);
    expect(analyseFrames(new Float32Array(FRAME_SIZE)).frames).toBe(1);
  });
});

describe('MelFilters', () => {
  it('give a tone to the band around it, and bands in ascending order', () => {
    const filters = new MelFilters(MEL_BANDS, 40, 7000, FEATURE_RATE, FRAME_SIZE);
    const energies = new Float64Array(MEL_BANDS);
    let last = -1;
    for (const frequency of [100, 300, 700, 1500, 3000, 6000]) {
      const power = new Float64Array(FRAME_SIZE / 2 + 1);
      power[Math.round((frequency * FRAME_SIZE) / FEATURE_RATE)] = 1;
      filters.apply(power, energies);
      const loudest = energies.indexOf(Math.max(...energies));
      expect(loudest).toBeGreaterThan(last);
      expect(energies.filter((energy) => energy > 0).length).toBeLessThanOrEqual(2);
      last = loudest;
    }
  });

  it('give every band some bins', () => {
    const filters = new MelFilters(MEL_BANDS, 40, 7000, FEATURE_RATE, FRAME_SIZE);
    const energies = new Float64Array(MEL_BANDS);
    filters.apply(new Float64Array(FRAME_SIZE / 2 + 1).fill(1), energies);
    expect(energies.every((energy) => energy > 0)).toBe(true);
  });
});
