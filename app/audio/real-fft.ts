/**
 * Power spectra of real signals whose length is a power of two.
 *
 * The N real samples are taken as N/2 complex ones (even samples real, odd samples imaginary), which go through
 * a Stockham transform: radix-4 passes and, where log2 is odd, one radix-2 pass. Stockham's ordering needs no bit
 * reversal: every pass reads one buffer in order and writes the other. A last step separates the two interleaved
 * spectra (Press et al., Numerical Recipes, "FFT of single real function"). Buffers hold complex numbers as
 * re, im, re, im …: that is a quarter faster than two buffers.
 *
 * An instance owns its buffers: it is not re-entrant, and `power` is overwritten by the next call.
 */
export class RealFft {
  /** Samples of a frame. */
  readonly size: number;
  /** Energy re² + im² of bins 0..size/2 of the last transformed frame. */
  readonly power: Float64Array;
  readonly #passes: readonly Pass[];
  /** e^(−2πik/size), to separate the interleaved spectra. */
  readonly #turns: Float64Array;
  readonly #buffers: readonly [Float64Array, Float64Array];

  /** `size`: a power of two, at least 8. Throws a RangeError otherwise. */
  constructor(size: number) {
    if (!Number.isInteger(Math.log2(size)) || size < 8) {
      throw new RangeError(`An FFT needs a power of two of at least 8 samples, not ${size}.`);
    }
    this.size = size;
    this.power = new Float64Array(size / 2 + 1);
    this.#passes = planPasses(size / 2);
    this.#turns = new Float64Array(size);
    for (let k = 0; k < size / 2; k += 1) writeTurn(this.#turns, 2 * k, k / size);
    this.#buffers = [new Float64Array(size), new Float64Array(size)];
  }

  /** Transforms `samples[offset … offset + size)` times `window`; the result is `power`, which is returned. */
  transform(samples: ArrayLike<number>, offset: number, window: Float64Array): Float64Array {
    const [first] = this.#buffers;
    for (let i = 0; i < this.size; i += 1) first[i] = samples[offset + i]! * window[i]!;
    this.#separate(this.#transformed());
    return this.power;
  }

  /** The complex spectrum of `samples`: re, im of bins 0..size/2, in a new array. */
  complexSpectrum(samples: Float64Array): Float64Array {
    this.#buffers[0].set(samples);
    return this.#separateComplex(this.#transformed());
  }

  /** Transforms what is in the first buffer. @returns the buffer of the interleaved spectra */
  #transformed(): Float64Array {
    let [from, to] = this.#buffers;
    for (const pass of this.#passes) {
      if (pass.radix === 4) radix4(pass, from, to);
      else radix2(pass, from, to);
      [from, to] = [to, from];
    }
    return from;
  }

  /** As `#separate`, with the phases. */
  #separateComplex(z: Float64Array): Float64Array {
    const { size } = this;
    const spectrum = new Float64Array(size + 2);
    const turns = this.#turns;
    spectrum[0] = z[0]! + z[1]!;
    spectrum[size] = z[0]! - z[1]!;
    for (let k = 2, mirror = size - 2; k <= mirror; k += 2, mirror -= 2) {
      const evenRe = 0.5 * (z[k]! + z[mirror]!);
      const evenIm = 0.5 * (z[k + 1]! - z[mirror + 1]!);
      const oddRe = 0.5 * (z[k + 1]! + z[mirror + 1]!);
      const oddIm = 0.5 * (z[mirror]! - z[k]!);
      const turnedRe = oddRe * turns[k]! - oddIm * turns[k + 1]!;
      const turnedIm = oddRe * turns[k + 1]! + oddIm * turns[k]!;
      spectrum[k] = evenRe + turnedRe;
      spectrum[k + 1] = evenIm + turnedIm;
      spectrum[mirror] = evenRe - turnedRe;
      spectrum[mirror + 1] = turnedIm - evenIm;
    }
    return spectrum;
  }

  /** Energy of the real signal's bins k and N/2 − k, both from the same two bins of the interleaved transform. */
  #separate(z: Float64Array): void {
    const { size, power } = this;
    const turns = this.#turns;
    power[0] = (z[0]! + z[1]!) ** 2;
    power[size / 2] = (z[0]! - z[1]!) ** 2;
    for (let k = 2, mirror = size - 2; k <= mirror; k += 2, mirror -= 2) {
      const evenRe = 0.5 * (z[k]! + z[mirror]!);
      const evenIm = 0.5 * (z[k + 1]! - z[mirror + 1]!);
      const oddRe = 0.5 * (z[k + 1]! + z[mirror + 1]!);
      const oddIm = 0.5 * (z[mirror]! - z[k]!);
      const cos = turns[k]!;
      const sin = turns[k + 1]!;
      const turnedRe = oddRe * cos - oddIm * sin;
      const turnedIm = oddRe * sin + oddIm * cos;
      power[k / 2] = (evenRe + turnedRe) ** 2 + (evenIm + turnedIm) ** 2;
      power[mirror / 2] = (evenRe - turnedRe) ** 2 + (evenIm - turnedIm) ** 2;
    }
  }
}

/** Hamming window of `size` samples, 0.54 − 0.46·cos, the last sample as the first, times `scale`. */
export function hammingWindow(size: number, scale = 1): Float64Array {
  return Float64Array.from(
    { length: size },
    (_, i) => scale * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (size - 1))),
  );
}

/** Hann window of `size` samples for spectra, times `scale`: its side lobes fall off quickly. */
export function hannWindow(size: number, scale = 1): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => scale * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)));
}

/** One pass: `blocks` butterflies of `radix` points, each over `stride` adjacent columns. */
interface Pass {
  readonly radix: 2 | 4;
  readonly blocks: number;
  readonly stride: number;
  /** Of each block the factors w, w², w³ (radix 4) or w (radix 2). */
  readonly turns: Float64Array;
}

function planPasses(points: number): Pass[] {
  const passes: Pass[] = [];
  for (let length = points, stride = 1; length > 1;) {
    const radix = length % 4 === 0 ? 4 : 2;
    const blocks = length / radix;
    const turns = new Float64Array(2 * blocks * (radix - 1));
    for (let block = 0, at = 0; block < blocks; block += 1) {
      for (let power = 1; power < radix; power += 1, at += 2) writeTurn(turns, at, (block * power) / length);
    }
    passes.push({ radix, blocks, stride, turns });
    length = blocks;
    stride *= radix;
  }
  return passes;
}

/** Writes e^(−2πi·fraction). */
function writeTurn(turns: Float64Array, at: number, fraction: number): void {
  turns[at] = Math.cos(-2 * Math.PI * fraction);
  turns[at + 1] = Math.sin(-2 * Math.PI * fraction);
}

function radix4({ blocks, stride, turns }: Pass, x: Float64Array, y: Float64Array): void {
  const quarter = 2 * blocks * stride;
  const step = 2 * stride;
  for (let block = 0, t = 0, start = 0; block < blocks; block += 1, t += 6, start += step) {
    const cos1 = turns[t]!;
    const sin1 = turns[t + 1]!;
    const cos2 = turns[t + 2]!;
    const sin2 = turns[t + 3]!;
    const cos3 = turns[t + 4]!;
    const sin3 = turns[t + 5]!;
    for (let a = start, out = 4 * start; a < start + step; a += 2, out += 2) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const sumAcRe = x[a]! + x[c]!;
      const sumAcIm = x[a + 1]! + x[c + 1]!;
      const sumBdRe = x[b]! + x[d]!;
      const sumBdIm = x[b + 1]! + x[d + 1]!;
      const diffAcRe = x[a]! - x[c]!;
      const diffAcIm = x[a + 1]! - x[c + 1]!;
      // b − d, turned by −90°.
      const diffBdRe = x[b + 1]! - x[d + 1]!;
      const diffBdIm = x[d]! - x[b]!;
      const re1 = diffAcRe + diffBdRe;
      const im1 = diffAcIm + diffBdIm;
      const re2 = sumAcRe - sumBdRe;
      const im2 = sumAcIm - sumBdIm;
      const re3 = diffAcRe - diffBdRe;
      const im3 = diffAcIm - diffBdIm;
      const out1 = out + step;
      const out2 = out1 + step;
      const out3 = out2 + step;
      y[out] = sumAcRe + sumBdRe;
      y[out + 1] = sumAcIm + sumBdIm;
      y[out1] = re1 * cos1 - im1 * sin1;
      y[out1 + 1] = re1 * sin1 + im1 * cos1;
      y[out2] = re2 * cos2 - im2 * sin2;
      y[out2 + 1] = re2 * sin2 + im2 * cos2;
      y[out3] = re3 * cos3 - im3 * sin3;
      y[out3 + 1] = re3 * sin3 + im3 * cos3;
    }
  }
}

function radix2({ blocks, stride, turns }: Pass, x: Float64Array, y: Float64Array): void {
  const half = 2 * blocks * stride;
  const step = 2 * stride;
  for (let block = 0, start = 0; block < blocks; block += 1, start += step) {
    const cos = turns[2 * block]!;
    const sin = turns[2 * block + 1]!;
    for (let a = start, out = 2 * start; a < start + step; a += 2, out += 2) {
      const b = a + half;
      const re = x[a]! - x[b]!;
      const im = x[a + 1]! - x[b + 1]!;
      y[out] = x[a]! + x[b]!;
      y[out + 1] = x[a + 1]! + x[b + 1]!;
      y[out + step] = re * cos - im * sin;
      y[out + step + 1] = re * sin + im * cos;
    }
  }
}
