import { describe, expect, it } from 'vitest';
import { noise } from '../test-signals.ts';
import type { Stretch } from './encoder-search.ts';
import { STRETCH } from './frame-grids.ts';
import { BANDS, bandLevels, findCutOff, meanEnergies } from './mean-spectrum.ts';

const RATE = 44_100;

function stretch(samples: Float64Array): Stretch {
  return { start: 0, left: samples, right: samples };
}

/** Energies of 2048 bins that fall by so many dB from 0 Hz to the top, and by `drop` at `edge` Hz. */
function energies(slope: number, edge = RATE, drop = 0): Float64Array {
  return Float64Array.from({ length: STRETCH / 2 }, (_, bin) => {
    const frequency = (bin * RATE) / STRETCH;
    return 10 ** ((-40 - (slope * bin) / (STRETCH / 2) - (frequency > edge ? drop : 0)) / 10);
  });
}

const cutOff = (values: Float64Array): number | null => findCutOff(values, bandLevels(values), RATE);

describe('levels of bands', () => {
  it('are 0 dB for a sine of full scale, in its band', () => {
    const bin = 640;
    const sine = Float64Array.from({ length: STRETCH }, (_, i) => Math.sin((2 * Math.PI * bin * i) / STRETCH));
    const levels = bandLevels(meanEnergies([stretch(sine)]));
    expect(levels).toHaveLength(BANDS);
    const band = (bin * BANDS) / (STRETCH / 2);
    expect(levels.indexOf(Math.max(...levels))).toBe(band);
    // The Hann window spreads it over three bins, of the sixteen of a band.
    expect(levels[band]!).toBeGreaterThan(-13);
    expect(levels[band + 4]).toBe(-127.5);
  });

  it('are those of both channels together, to half a dB', () => {
    const loud = noise(1, STRETCH, 1);
    const both = bandLevels(meanEnergies([{ start: 0, left: loud, right: new Float64Array(STRETCH) }]));
    const one = bandLevels(meanEnergies([stretch(loud)]));
    for (let band = 0; band < BANDS; band += 1) expect([2.5, 3, 3.5]).toContain(one[band]! - both[band]!);
    expect(bandLevels(meanEnergies([])).every((level) => level === -127.5)).toBe(true);
  });
});

describe('the cut-off', () => {
  it.each([15_000, 16_000, 19_070, 20_120])('is found at %i Hz, where the sound ends at once', (edge) => {
    expect(Math.abs(cutOff(energies(30, edge, 40))! - edge)).toBeLessThan(150);
  });

  it('is none of a sound that fades, that reaches the top, or that comes back', () => {
    expect(cutOff(energies(60))).toBeNull();
    expect(cutOff(energies(0))).toBeNull();
    const gap = energies(10, 12_000, 40).map((energy, bin) => (bin > 1600 ? energy * 10_000 : energy));
    expect(cutOff(gap)).toBeNull();
  });
});
