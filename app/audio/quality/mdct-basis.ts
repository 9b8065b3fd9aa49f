/**
 * The basis functions of codecs whose transform is an MDCT: what a decoder adds to the sound for one coefficient of one
 * long block. They differ in the length of the block and in its window.
 */

/** A window over `length` samples, of which the first and last `unused` are 0. */
export interface BlockWindow {
  /** Coefficients of a block, and samples from one block to the next. */
  readonly hop: number;
  /** Samples that neighbouring blocks share. */
  readonly overlap: number;
  /** The rising half of the window: amplitude at place 0 … 1. */
  readonly slope: (place: number) => number;
}

/** AAC, window shape 0. */
export const sineSlope = (place: number): number => Math.sin((Math.PI / 2) * place);

/** Vorbis, and CELT in Opus. */
export const powerSineSlope = (place: number): number => Math.sin((Math.PI / 2) * Math.sin((Math.PI / 2) * place) ** 2);

/** AAC, window shape 1: Kaiser–Bessel-derived, alpha 4, for slopes of `overlap` samples. */
export function kaiserBesselSlope(overlap: number): (place: number) => number {
  const sums = new Float64Array(overlap + 2);
  for (let i = 0; i <= overlap; i += 1) {
    sums[i + 1] = sums[i]! + bessel(4 * Math.PI * Math.sqrt(1 - ((2 * i) / overlap - 1) ** 2));
  }
  return (place) => Math.sqrt(sums[Math.floor(place * overlap) + 1]! / sums[overlap + 1]!);
}

/** The modified Bessel function of order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The basis function of coefficient `line`, `hop + overlap` samples of unit energy. */
export function mdctBasis({ hop, overlap, slope }: BlockWindow, line: number): Float64Array {
  const length = hop + overlap;
  const unused = (hop - overlap) / 2;
  const samples = Float64Array.from({ length }, (_, n) => {
    const fromEnd = Math.min(n, length - 1 - n);
    const window = fromEnd < overlap ? slope((fromEnd + 0.5) / overlap) : 1;
    return window * Math.cos((Math.PI / hop) * (n + unused + 0.5 + hop / 2) * (line + 0.5));
  });
  const scale = 1 / Math.hypot(...samples);
  return samples.map((sample) => sample * scale);
}
