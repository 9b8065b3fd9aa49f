import { describe, expect, it } from 'vitest';
import type { RawFrame } from '../decoder.ts';
import { seededRandom } from '../test-signals.ts';
import { ValueHistogram } from './value-histogram.ts';

const COUNT = 200_000;

/** Noise with many quiet samples, as music has. */
function music(count = COUNT): Int16Array {
  const random = seededRandom(8);
  return Int16Array.from({ length: count }, () => Math.round(4000 * (random() - random()) * random()));
}

/** @param channels of which the second is a constant */
function isRescaled(samples: RawFrame['planes'][0], channels = 1): boolean {
  const histogram = new ValueHistogram();
  const planes = [samples] as [typeof samples];
  const frame = { start: 0, samples: samples.length / channels, channels, rate: 44_100, planes, fullScale: 32_768 };
  histogram.add(frame);
  return histogram.rescaled;
}

const times = (factor: number, samples = music()): Int16Array => samples.map((sample) => Math.round(sample * factor));

describe('samples of 16 bits', () => {
  it.each([-10, -3, -1, 1, 3, 4, 12])('show that their level was changed by %i dB', (gain) => {
    expect(isRescaled(times(10 ** (gain / 20)))).toBe(true);
  });

  it('show nothing where it was not', () => {
    expect(isRescaled(music())).toBe(false);
  });

  it('show nothing where the same samples come again and again', () => {
    const once = music(10_000);
    expect(isRescaled(Int16Array.from({ length: COUNT }, (_, at) => once[at % once.length]!))).toBe(false);
    const loop = times(1.41, once);
    expect(isRescaled(Int16Array.from({ length: COUNT }, (_, at) => loop[at % loop.length]!))).toBe(true);
  });

  it('show nothing where the change was dithered', () => {
    const random = seededRandom(9);
    expect(isRescaled(music().map((sample) => Math.round(sample * 1.41 + random() - random())))).toBe(false);
  });

  it('show nothing where there are few', () => {
    expect(isRescaled(times(1.41, music(15_000)))).toBe(false);
    expect(isRescaled(new Int16Array(COUNT))).toBe(false);
  });
});

it('takes the first of several channels, and no samples of other forms', () => {
  const stereo = (samples: Int16Array): Int16Array =>
    Int16Array.from({ length: 2 * samples.length }, (_, at) => (at % 2 === 0 ? samples[at >> 1]! : 100));
  expect([isRescaled(stereo(music()), 2), isRescaled(stereo(times(1.41)), 2)]).toEqual([false, true]);
  expect(isRescaled(Int32Array.from(times(1.41)))).toBe(false);
});
