/** The mean spectrum of some stretches of sound: in bands for a picture, and in bins to find where the sound ends. */
import type { MeanSpectrum } from '../../model/sound-quality.ts';
import { hannWindow, RealFft } from '../real-fft.ts';
import { STRETCH } from './frame-grids.ts';
import type { Stretch } from './encoder-search.ts';

/** Bands of the picture. */
export const BANDS = 128;
const BIN_COUNT = STRETCH / 2;
const BINS_OF_BAND = BIN_COUNT / BANDS;
const fft = new RealFft(STRETCH);
// A sine of full scale has the energy 1 in its bin.
const window = hannWindow(STRETCH, 4 / STRETCH);

/** A fall of so many dB, within three bands, is an edge; music fades by less. */
const EDGE_DB = 14;
/** What is above an edge stays below it by so many dB. */
const REST_DB = 10;
/** Bands below this are never an edge. */
const LOWEST_EDGE = 0.1;

/** The mean energy of each bin, over all stretches and two channels. */
export function meanEnergies(stretches: readonly Stretch[]): Float64Array {
  const energies = new Float64Array(BIN_COUNT);
  let count = 0;
  for (const { left, right } of stretches) {
    for (const samples of left === right ? [left] : [left, right]) {
      const power = fft.transform(samples, 0, window);
      count += 1;
      for (let bin = 0; bin < BIN_COUNT; bin += 1) energies[bin]! += power[bin]!;
    }
  }
  return count === 0 ? energies : energies.map((energy) => energy / count);
}

/** dB of full scale of `BANDS` bands of equal width, 0 to −127.5 in steps of a half. */
export function bandLevels(energies: Float64Array): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let sum = 0;
    for (let bin = band * BINS_OF_BAND; bin < (band + 1) * BINS_OF_BAND; bin += 1) sum += energies[bin]!;
    const level = 10 * Math.log10(sum / BINS_OF_BAND + 1e-13);
    return Math.round(2 * Math.min(0, Math.max(-127.5, level))) / 2;
  });
}

/**
 * Hz at which the sound ends at once: the middle of the steepest fall after which nothing comes back. Null where the
 * sound fades out, or goes on to half the sampling rate.
 */
export function findCutOff(energies: Float64Array, levels: readonly number[], rate: number): number | null {
  let [edge, deepest] = [-1, EDGE_DB];
  let highestAfter = -Infinity;
  for (let band = BANDS - 3; band > BANDS * LOWEST_EDGE; band -= 1) {
    highestAfter = Math.max(highestAfter, levels[band + 2]!);
    const fall = Math.min(levels[band - 1]!, levels[band - 2]!) - highestAfter;
    if (levels[band - 1]! - levels[band + 2]! > deepest && fall > REST_DB) {
      deepest = levels[band - 1]! - levels[band + 2]!;
      edge = band;
    }
  }
  if (edge < 0) return null;
  // The bin at which the level is half way down, in dB.
  const top = 10 * Math.log10(energyAround(energies, (edge - 1) * BINS_OF_BAND + BINS_OF_BAND / 2) + 1e-13);
  const bottom = 10 * Math.log10(energyAround(energies, (edge + 2) * BINS_OF_BAND + BINS_OF_BAND / 2) + 1e-13);
  const middle = 10 ** ((top + bottom) / 20);
  let bin = (edge - 1) * BINS_OF_BAND;
  const last = (edge + 3) * BINS_OF_BAND;
  while (bin < last && energyAround(energies, bin) > middle) bin += 1;
  return Math.round((bin * rate) / STRETCH / 10) * 10;
}

/** The mean energy of five bins. */
function energyAround(energies: Float64Array, bin: number): number {
  let sum = 0;
  for (let i = bin - 2; i <= bin + 2; i += 1) sum += energies[i] ?? 0;
  return sum / 5;
}

export function meanSpectrum(levels: readonly number[], rate: number): MeanSpectrum {
  return { levels, highest: rate / 2 };
}
