/**
 * Finds the blocks of a lossy encoder in decoded sound.
 *
 * An encoder sets many frequency lines of a block to zero. Seen through the same transform at the same place, they are
 * zero still, but for the rounding of samples; one sample further on they are not (Herre and Schug, "Analysis of
 * Decompressed Audio – The Inverse Decoder", AES 109, 2000). So the share of lines close to zero, over all places at
 * which a block could begin, has a single peak at the encoder's own place.
 *
 * Whether a line is close to zero is told by its phase: c = |c⁺| · cos θ, where c⁺ is the analytic signal of the line
 * over all places. Sound that met no encoder has phases of all kinds at all places, whatever its level and spectrum.
 * c⁺ has a narrow band, so its phase is computed at every 64th place from a few bins of one spectrum, and grows evenly
 * in between.
 */
import { RealFft } from '../real-fft.ts';
import { type FrameGrid, REACH, STRETCH } from './frame-grids.ts';

/** Places from one computed phase to the next. */
const SPARSE = 64;
/** Phases are 32-bit integers, of which all 2^32 are half a turn: cos² θ has that period. */
const HALF_TURN = 2 ** 32;
/** So close to zero that by chance 6.4 % of the lines are: |cos θ| < 0.1. */
const CLOSE = Math.round((Math.asin(0.1) / Math.PI) * HALF_TURN);
/** Lines with less than so many times the energy of rounding noise have a phase that says nothing. */
const ABOVE_NOISE = 60;
/** The first place of a block in a stretch. What is before it is faded in, and as much faded out at the end. */
const MARGIN = 448;

const fft = new RealFft(STRETCH);
const turns = new Float64Array(2 * STRETCH);
for (let i = 0; i < STRETCH; i += 1) {
  turns[2 * i] = Math.cos((2 * Math.PI * i) / STRETCH);
  turns[2 * i + 1] = Math.sin((2 * Math.PI * i) / STRETCH);
}
const fade = Float64Array.from({ length: STRETCH }, (_, i) => {
  const fromEnd = Math.min(i, STRETCH - 1 - i);
  return fromEnd < MARGIN ? 0.5 - 0.5 * Math.cos((Math.PI * (fromEnd + 0.5)) / MARGIN) : 1;
});
const faded = new Float64Array(STRETCH);
/** Of one line, at every 64th place: re, im. */
const sparse = new Float64Array(2 * (1024 / SPARSE + 1));

/**
 * The spectrum of `STRETCH` samples, faded at both ends: re, im of each bin.
 * @param emphasis of the grid: x[n] − emphasis · x[n − 1] is transformed
 */
export function stretchSpectrum(samples: ArrayLike<number>, emphasis: number): Float64Array {
  let before = 0;
  for (let i = 0; i < STRETCH; i += 1) {
    const sample = samples[i]!;
    faded[i] = fade[i]! * (sample - emphasis * before);
    before = sample;
  }
  return fft.complexSpectrum(faded);
}

/** A peak of the share of lines close to zero. */
export interface GridPeak {
  /** In standard deviations above the mean of all places. */
  readonly height: number;
  /**
   * The lesser of the heights at this place in one half of the stretches and in the other; where blocks of other lengths
   * move the grid, of the greatest heights at the places that they move it to.
   */
  readonly agreed: number;
  /** The first sample of a block, modulo the grid's hop. */
  readonly place: number;
}

/** The search for one grid in one file. */
export class GridSearch {
  readonly grid: FrameGrid;
  /** Lines close to zero at each place, in stretches of even and of odd numbers. */
  readonly #zeros: readonly [Uint32Array, Uint32Array];
  #stretches = 0;
  #lines = 0;

  constructor(grid: FrameGrid) {
    this.grid = grid;
    this.#zeros = [new Uint32Array(grid.hop), new Uint32Array(grid.hop)];
  }

  /** Lines that were loud enough to have a phase. */
  get lines(): number {
    return this.#lines;
  }

  /**
   * Counts the lines close to zero in one more stretch.
   * @param spectra of the stretch in one channel or several
   * @param start the number of the stretch's first sample in the file
   * @param noise energy of the rounding of one sample
   */
  addStretch(spectra: readonly Float64Array[], start: number, noise: number): void {
    const half = this.#zeros[this.#stretches % 2]!;
    this.#stretches += 1;
    const { grid } = this;
    const zeros = new Int32Array(grid.hop);
    for (const spectrum of spectra) {
      for (let line = 0; line < grid.bins.length; line += 1) {
        if (readLine(grid, line, spectrum) < ABOVE_NOISE * noise) continue;
        this.#lines += 1;
        countZeros(grid.bins[line]!, zeros);
      }
    }
    const shift = start + MARGIN;
    for (let place = 0; place < grid.hop; place += 1) half[(place + shift) % grid.hop]! += zeros[place]!;
  }

  peak(): GridPeak {
    const [even, odd] = this.#zeros;
    const all = even.map((zeros, place) => zeros + odd[place]!);
    let place = 0;
    for (let i = 1; i < all.length; i += 1) if (all[i]! > all[place]!) place = i;
    const agreed = Math.min(this.#heightNear(even, place), this.#heightNear(odd, place));
    return { height: heightAt(all, place), agreed, place };
  }

  #heightNear(counts: Uint32Array, place: number): number {
    const { hop, step } = this.grid;
    let best = place;
    for (let other = place % step; other < hop; other += step) if (counts[other]! > counts[best]!) best = other;
    return heightAt(counts, best);
  }
}

/** Computes c⁺ of a line at every 64th place. @returns its mean energy */
function readLine({ hop, bins, spectra }: FrameGrid, line: number, spectrum: Float64Array): number {
  const width = 2 * REACH + 1;
  const count = Math.ceil(hop / SPARSE) + 1;
  sparse.fill(0);
  for (let b = 0; b < width; b += 1) {
    const at = 2 * (bins[line]! - REACH + b);
    const of = 2 * (width * line + b);
    const re = spectrum[at]! * spectra[of]! + spectrum[at + 1]! * spectra[of + 1]!;
    const im = spectrum[at + 1]! * spectra[of]! - spectrum[at]! * spectra[of + 1]!;
    // This bin's turn at the first place, and from one computed place to the next.
    let turn = ((b - REACH) * MARGIN) & (STRETCH - 1);
    const step = ((b - REACH) * SPARSE) & (STRETCH - 1);
    for (let i = 0; i < 2 * count; i += 2) {
      const cos = turns[2 * turn]!;
      const sin = turns[2 * turn + 1]!;
      sparse[i]! += re * cos - im * sin;
      sparse[i + 1]! += re * sin + im * cos;
      turn = (turn + step) & (STRETCH - 1);
    }
  }
  let energy = 0;
  for (let i = 0; i < 2 * count; i += 1) energy += sparse[i]! * sparse[i]!;
  return ((2 / STRETCH) ** 2 * energy) / count;
}

/** Counts the places at which the line that was read, around `bin`, is close to zero. */
function countZeros(bin: number, zeros: Int32Array): void {
  const hop = zeros.length;
  const carrier = (2 * bin) / STRETCH;
  for (let i = 0, place = 0; place < hop; i += 1) {
    const from = Math.atan2(sparse[2 * i + 1]!, sparse[2 * i]!) / Math.PI;
    const to = Math.atan2(sparse[2 * i + 3]!, sparse[2 * i + 2]!) / Math.PI;
    const grown = to - from - 2 * Math.round((to - from) / 2);
    const step = toPhase(carrier + grown / SPARSE);
    // From a quarter turn, where the cosine is 0.
    let phase = toPhase(from - 0.5 + carrier * (MARGIN + place));
    const until = Math.min(place + SPARSE, hop);
    for (; place < until; place += 1) {
      // One where |phase| < CLOSE, without a branch.
      zeros[place]! += ((phase ^ (phase >> 31)) - CLOSE) >>> 31;
      phase = (phase + step) | 0;
    }
  }
}

/** Half turns as a phase. */
function toPhase(halfTurns: number): number {
  return Math.round((halfTurns - Math.round(halfTurns)) * (HALF_TURN - 1)) | 0;
}

function heightAt(counts: Uint32Array, place: number): number {
  let sum = 0;
  let squares = 0;
  for (const count of counts) {
    sum += count;
    squares += count * count;
  }
  const mean = sum / counts.length;
  const deviation = Math.sqrt(squares / counts.length - mean * mean);
  return deviation > 0 ? (counts[place]! - mean) / deviation : 0;
}
