/**
 * What the samples themselves say, without any spectrum: runs cut flat at the greatest level, silent or equal channels,
 * unused low bits.
 *
 * A clipped wave reaches its level at full slope, stays there for some samples and leaves at full slope. A limiter, and
 * the top of a low loud tone, bend before they get there: both have runs of equal samples, but no corners.
 */
import type { RawFrame, RawSamples } from '../decoder.ts';

/** Samples that a run has at least. Every third sample is looked at, so that no run is missed. */
const SHORTEST_RUN = 3;
/** Below this part of full scale nothing is taken for clipped. */
const LOWEST_CLIP = 0.25;
/** Samples of a run differ by less than this, of full scale (16 bits: not at all, or by one). */
const FLAT = 1.6 / 32_768;
/** The rise over two samples into or out of a run, of full scale, that makes a corner. */
const CORNER = 0.002;
/** So many runs at one level are clipping; fewer are chance. */
const FEWEST_RUNS = 6;
/** The level of clipping is at least this part of the greatest level: otherwise it is a square wave of an instrument. */
const NEAR_PEAK = 0.985;
/** Clipping makes this part of all flat runs; the square waves of an instrument have them at other levels, too. */
const MOST_RUNS = 0.6;
/** Runs that make up more than this part of the sound are the waves of an instrument. */
const MOST_CLIPPED = 0.25;
/** The share of samples near the greatest level that a limiter leaves. */
const LIMITED_SHARE = 0.01;
/** A sample below this is silence: −66 dB. */
export const SILENT = 16 / 32_768;
const LEVELS = 256;

interface Runs {
  runs: number;
  samples: number;
  longest: number;
}

export class LevelMeter {
  /** Clipped runs by their level, in units of 2^-15 of full scale, with its sign. */
  readonly #runs = new Map<number, Runs>();
  /** How many of the samples that were looked at have which level, of full scale. */
  readonly #histogram = new Uint32Array(LEVELS + 1);
  readonly #loud: boolean[] = [];
  #looked = 0;
  #differ = false;
  #bits = 0;
  #frames = 0;

  /** @param exact whether samples are as they were recorded: decoders of lossy audio make levels that nobody clipped */
  add(frame: RawFrame, exact: boolean): void {
    const { planes, channels, samples, fullScale } = frame;
    this.#frames += 1;
    for (let channel = 0; channel < channels; channel += 1) {
      const interleaved = planes.length === 1;
      const plane = planes[interleaved ? 0 : channel]!;
      const [first, step] = interleaved ? [channel, channels] : [0, 1];
      if (exact && channel < 2) this.#measure(plane, first, step, samples, fullScale);
      if (this.#loud[channel] !== true) this.#loud[channel] = isLoud(plane, first, step, samples, SILENT * fullScale);
    }
    if (channels === 2 && !this.#differ) this.#differ = differ(planes, samples, fullScale);
    if (planes[0] instanceof Int32Array && this.#frames % 8 === 1) {
      for (const sample of planes[0].subarray(0, samples)) this.#bits |= sample;
    }
  }

  #measure(plane: RawSamples, first: number, step: number, samples: number, fullScale: number): void {
    const scale = LEVELS / fullScale;
    const lowest = LOWEST_CLIP * fullScale;
    const last = first + samples * step;
    const flat = FLAT * fullScale;
    let until = first;
    for (let i = first; i < last; i += SHORTEST_RUN * step) {
      const sample = plane[i]!;
      const level = sample < 0 ? -sample : sample;
      if (level < lowest) continue;
      this.#histogram[Math.min(LEVELS, Math.floor(level * scale))]! += 1;
      const near = plane[i + step]!;
      const before = plane[i - step]!;
      if (i < until || (Math.abs(near - sample) > flat && Math.abs(before - sample) > flat)) continue;
      until = this.#run(plane, i, step, first, last, sample, fullScale);
    }
    this.#looked += samples;
  }

  /** Takes the run around sample `at`. @returns its end */
  #run(plane: RawSamples, at: number, step: number, first: number, last: number, sample: number, fullScale: number) {
    const flat = FLAT * fullScale;
    let [start, end] = [at, at + step];
    while (start - step >= first && Math.abs(plane[start - step]! - sample) <= flat) start -= step;
    while (end < last && Math.abs(plane[end]! - sample) <= flat) end += step;
    const length = (end - start) / step;
    // The second sample before the run and behind it: the first may happen to be close to its level.
    const [before, behind] = [start - 2 * step, end + step];
    if (length < SHORTEST_RUN || before < first || behind >= last) return end;
    const sign = sample < 0 ? -1 : 1;
    const into = sign * (sample - plane[before]!);
    const out = sign * (sample - plane[behind]!);
    if (into < 0 || out < 0 || Math.max(into, out) < CORNER * fullScale) return end;
    const key = Math.round((sample / fullScale) * 32_768);
    const runs = this.#runs.get(key) ?? { runs: 0, samples: 0, longest: 0 };
    runs.runs += 1;
    runs.samples += length;
    runs.longest = Math.max(runs.longest, length);
    this.#runs.set(key, runs);
    return end;
  }

  /** The greatest level, of full scale, to 1/256. */
  get #peak(): number {
    const top = this.#histogram.findLastIndex((count) => count > 0);
    return top < 0 ? 0 : top / LEVELS;
  }

  /** Runs at the greatest level, with their share of all samples; null without clipping. */
  clipping(): (Runs & { readonly share: number }) | null {
    const lowest = NEAR_PEAK * this.#peak * 32_768;
    const total = { runs: 0, samples: 0, longest: 0 };
    let allRuns = 0;
    for (const [level, { runs, samples, longest }] of this.#runs) {
      allRuns += runs;
      if (Math.abs(level) < lowest) continue;
      total.runs += runs;
      total.samples += samples;
      total.longest = Math.max(total.longest, longest);
    }
    const share = this.#looked === 0 ? 0 : total.samples / this.#looked;
    if (total.runs < FEWEST_RUNS || total.runs < MOST_RUNS * allRuns || share > MOST_CLIPPED) return null;
    return { ...total, share };
  }

  /** The share of samples within 1/3 dB of the greatest level, where that is more than music has; null otherwise. */
  limited(): number | null {
    const top = this.#histogram.findLastIndex((count) => count > 0);
    if (top < 0.5 * LEVELS) return null;
    const near = this.#histogram.subarray(Math.floor(top * 0.963)).reduce((sum, count) => sum + count, 0);
    const share = (near * SHORTEST_RUN) / this.#looked;
    return share < LIMITED_SHARE ? null : share;
  }

  /** The channel, from 1, that is silent while another is not; null for none. */
  silentChannel(): number | null {
    const silent = this.#loud.findIndex((loud) => !loud);
    return silent < 0 || !this.#loud.includes(true) ? null : silent + 1;
  }

  get silent(): boolean {
    return !this.#loud.includes(true);
  }

  /** Whether there are two channels and they are equal. */
  get mono(): boolean {
    return this.#loud.length === 2 && !this.#differ && this.#loud.includes(true);
  }

  /** Bits of 32 that are used, of samples that are whole numbers; 0 where that is not known. */
  get usedBits(): number {
    return this.#bits === 0 ? 0 : 1 + Math.clz32(this.#bits & -this.#bits);
  }
}

function isLoud(plane: RawSamples, first: number, step: number, samples: number, level: number): boolean {
  for (let i = first, end = first + samples * step; i < end; i += step) if (Math.abs(plane[i]!) > level) return true;
  return false;
}

function differ(planes: readonly RawSamples[], samples: number, fullScale: number): boolean {
  const [left, right] = [planes[0]!, planes[1]];
  const tolerance = fullScale / 32_768;
  for (let i = 0; i < samples; i += 1) {
    const [a, b] = right === undefined ? [left[2 * i]!, left[2 * i + 1]!] : [left[i]!, right[i]!];
    if (Math.abs(a - b) > tolerance) return true;
  }
  return false;
}
