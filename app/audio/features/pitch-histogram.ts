/**
 * A histogram of pitches, octaves folded, from the spectra that the fingerprint computes anyway (4096 samples at
 * 11 025 Hz: 2.7 Hz a bin), so that the key needs no transform of its own.
 *
 * Only peaks count, at their interpolated frequency; the histogram is finer than a semitone, so that music which is
 * not tuned to 440 Hz can be read, too.
 */
import { FRAME_SIZE, SAMPLE_RATE } from '../chromaprint/chroma.ts';

/** Histogram steps of a semitone. */
const STEPS = 10;
const SEMITONES = 12;
/** Hz. Below, bins are wider than semitones; above, overtones outnumber notes. */
const LOWEST_BIN = Math.ceil((60 * FRAME_SIZE) / SAMPLE_RATE);
const HIGHEST_BIN = Math.floor((1000 * FRAME_SIZE) / SAMPLE_RATE);
/** A peak must have this share of the frame's strongest energy (−30 dB). */
const PEAK_THRESHOLD = 0.001;
/** C0 at 440 Hz tuning. */
const C0 = 440 * 2 ** (-57 / 12);

/** Histogram position of each quarter of a bin; between them the logarithm is as good as straight. */
const FINE = 4;
const POSITION = Float64Array.from({ length: (HIGHEST_BIN + 2) * FINE }, (_, i) =>
  i === 0 ? 0 : STEPS * SEMITONES * Math.log2((i * SAMPLE_RATE) / FINE / FRAME_SIZE / C0),
);

export class PitchHistogram {
  readonly #histogram = new Float64Array(STEPS * SEMITONES);
  /** Chroma of each frame, at 440 Hz: coarse, to see how it changes. */
  readonly frames: Float64Array[] = [];

  /** Takes the power spectrum of one frame. */
  add(power: Float64Array): void {
    let strongest = 0;
    for (let bin = LOWEST_BIN; bin < HIGHEST_BIN; bin += 1) if (power[bin]! > strongest) strongest = power[bin]!;
    const chroma = new Float64Array(SEMITONES);
    this.frames.push(chroma);
    if (strongest <= 0) return;
    const threshold = strongest * PEAK_THRESHOLD;
    for (let bin = LOWEST_BIN; bin < HIGHEST_BIN; bin += 1) {
      const here = power[bin]!;
      if (here < threshold || here < power[bin - 1]! || here <= power[bin + 1]!) continue;
      const before = Math.sqrt(power[bin - 1]!);
      const at = Math.sqrt(here);
      const after = Math.sqrt(power[bin + 1]!);
      const offset = (0.5 * (before - after)) / (before - 2 * at + after);
      // The square root of the magnitude, so that a loud bass does not mask the harmony.
      const weight = Math.sqrt(at);
      const position = POSITION[Math.round((bin + offset) * FINE)]!;
      const step = Math.round(position) % (STEPS * SEMITONES);
      this.#histogram[step] = this.#histogram[step]! + weight;
      const semitone = Math.round(position / STEPS) % SEMITONES;
      chroma[semitone] = chroma[semitone]! + weight;
    }
  }

  /** Weight of the pitch classes, C first, sum 1, read at the tuning that fits the music best; all zero for silence. */
  chroma(): Float64Array {
    const tuning = this.#tuning();
    const chroma = new Float64Array(SEMITONES);
    let sum = 0;
    for (const [step, weight] of this.#histogram.entries()) {
      const semitone = (step - tuning) / STEPS;
      const nearest = Math.round(semitone);
      // Notes between two semitones count for neither.
      const fit = Math.cos(Math.PI * (semitone - nearest)) ** 2;
      const index = (nearest + SEMITONES) % SEMITONES;
      chroma[index] = chroma[index]! + weight * fit;
      sum += weight * fit;
    }
    return sum > 0 ? chroma.map((weight) => weight / sum) : chroma;
  }

  /** Steps by which the music is tuned above 440 Hz, from the circular mean of the deviations from semitones. */
  #tuning(): number {
    let re = 0;
    let im = 0;
    for (const [step, weight] of this.#histogram.entries()) {
      re += weight * Math.cos((2 * Math.PI * step) / STEPS);
      im += weight * Math.sin((2 * Math.PI * step) / STEPS);
    }
    return (Math.atan2(im, re) * STEPS) / (2 * Math.PI);
  }
}
