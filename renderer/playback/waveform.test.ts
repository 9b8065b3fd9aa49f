import { describe, expect, it } from 'vitest';
import { resamplePeaks, slicePeaks } from './waveform.ts';

describe('the waveform', () => {
  it('takes the loudest moment of each slice over all channels and scales to the loudest', () => {
    const left = Float32Array.of(0, 0.25, 0, 0, 0.1, 0);
    const right = Float32Array.of(0, 0, -0.5, 0, 0, 0);
    expect([...slicePeaks([left, right], 3)].map((peak) => Number(peak.toFixed(3)))).toEqual([0.5, 1, 0.2]);
  });

  it('stays silent for silence and for nothing at all', () => {
    expect([...slicePeaks([new Float32Array(8)], 2)]).toEqual([0, 0]);
    expect([...slicePeaks([], 2)]).toEqual([0, 0]);
  });

  it('loses no peak when it is drawn with fewer bars, and repeats slices for more', () => {
    const peaks = Float32Array.of(0, 1, 0, 0.5);
    expect([...resamplePeaks(peaks, 2)]).toEqual([1, 0.5]);
    expect([...resamplePeaks(Float32Array.of(0, 0, 1, 0, 0), 2)]).toEqual([1, 1]);
    expect([...resamplePeaks(peaks, 8)]).toEqual([0, 0, 1, 1, 0, 0, 0.5, 0.5]);
  });
});
