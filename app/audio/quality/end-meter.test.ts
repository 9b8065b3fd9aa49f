import { describe, expect, it } from 'vitest';
import { EndMeter } from './end-meter.ts';

const RATE = 1000;

/** Feeds seconds of the given amplitudes, in chunks of 77 samples. */
function meterOf(...parts: readonly (readonly [seconds: number, amplitude: number])[]): EndMeter {
  const samples = parts.flatMap(([seconds, amplitude]) =>
    Array.from({ length: seconds * RATE }, (_, i) => (i % 2 === 0 ? 1 : -1) * amplitude),
  );
  const meter = new EndMeter(RATE);
  for (let i = 0; i < samples.length; i += 77) meter.feed(Int16Array.from(samples.slice(i, i + 77)));
  return meter;
}

describe('silence', () => {
  it('is measured at the beginning and at the end, not in the middle', () => {
    const meter = meterOf([12.5, 0], [3, 5000], [4, 0], [1, 5000], [7.3, 10]);
    expect(meter.silence(false)).toEqual({ start: 12.5, end: 7.3, whole: false });
    expect(meter.samples).toBe(27_800);
  });

  it('is of the whole sound only where the channels are silent, too', () => {
    expect(meterOf([5, 16]).silence(true)).toEqual({ start: 0, end: 0, whole: true });
    expect(meterOf([5, 0]).silence(false)).toEqual({ start: 0, end: 0, whole: false });
    expect(meterOf([5, 17]).silence(true)).toEqual({ start: 0, end: 0, whole: false });
  });
});

describe('an end', () => {
  it('is abrupt where the last moment is as loud as the seconds before', () => {
    expect(meterOf([5, 8000]).abrupt).toBe(true);
    expect(meterOf([5, 8000], [0.1, 3000]).abrupt).toBe(false);
    expect(meterOf([5, 8000], [0.5, 0]).abrupt).toBe(false);
    expect(meterOf([5, 300]).abrupt).toBe(false);
    expect(meterOf([1, 8000]).abrupt).toBe(false);
  });
});
