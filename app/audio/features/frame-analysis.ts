/**
 * One pass of short spectra over a stretch of audio. Everything that the features need of a frame is measured here
 * once and kept as a series over time.
 */
import { hannWindow, RealFft } from '../real-fft.ts';
import { MelFilters } from './mel-filters.ts';

export const FEATURE_RATE = 22_050;
export const FRAME_SIZE = 1024;
export const HOP_SIZE = 512;
export const FRAMES_PER_SECOND = FEATURE_RATE / HOP_SIZE;
export const MEL_BANDS = 40;
/** Codecs and telephones cut higher frequencies: measured there, a recording and its copy would differ. */
const HIGHEST_FREQUENCY = 7000;
const LOWEST_FREQUENCY = 40;
/** Edges in Hz of the octaves whose peaks are compared with their valleys. */
export const CONTRAST_EDGES = [60, 200, 400, 800, 1600, 3200, 6400] as const;
/** Frames between two measurements of the contrast, which needs sorting and changes slowly. */
const CONTRAST_EVERY = 8;
/** Share of an octave's bins that count as its peak, and as its valley. */
const CONTRAST_QUANTILE = 0.2;
/** Added to energies before logarithms: about −100 dB of full scale. */
export const ENERGY_FLOOR = 1e-10;
/** Frames whose RMS is lower (−60 dB) are silence: they have no timbre. */
const SILENCE_RMS = 0.001;

export interface FrameSeries {
  readonly frames: number;
  /** Root mean square of each frame's samples. */
  readonly rms: Float64Array;
  /** 1 where a frame is loud enough to have a timbre. */
  readonly audible: Uint8Array;
  /** Natural logarithm of the mel energies: frame by frame, `MEL_BANDS` each. */
  readonly mel: Float64Array;
  /** Hz; 0 in silent frames. */
  readonly centroid: Float64Array;
  readonly bandwidth: Float64Array;
  /** Hz below which 85 % of the energy lies. */
  readonly rolloff: Float64Array;
  /**
   * Peak minus valley in natural logarithm, and the valley: of every eighth frame that is audible, one number per
   * octave.
   */
  readonly contrast: readonly Float64Array[];
  readonly valley: readonly Float64Array[];
}

const fft = new RealFft(FRAME_SIZE);
// Scaled so that a full-scale sine has about the energy 1 in its bin.
const window = hannWindow(FRAME_SIZE, 4 / FRAME_SIZE);
const melFilters = new MelFilters(MEL_BANDS, LOWEST_FREQUENCY, HIGHEST_FREQUENCY, FEATURE_RATE, FRAME_SIZE);
const BIN_WIDTH = FEATURE_RATE / FRAME_SIZE;
const END_BIN = Math.round(HIGHEST_FREQUENCY / BIN_WIDTH);
const CONTRAST_BINS = CONTRAST_EDGES.map((edge) => Math.round(edge / BIN_WIDTH));

/** Analyses mono samples in −1..1 at `FEATURE_RATE`. Shorter than a frame gives empty series. */
export function analyseFrames(samples: Float32Array): FrameSeries {
  const frames = Math.max(0, Math.floor((samples.length - FRAME_SIZE) / HOP_SIZE) + 1);
  const series = {
    frames,
    rms: new Float64Array(frames),
    audible: new Uint8Array(frames),
    mel: new Float64Array(frames * MEL_BANDS),
    centroid: new Float64Array(frames),
    bandwidth: new Float64Array(frames),
    rolloff: new Float64Array(frames),
    contrast: [] as Float64Array[],
    valley: [] as Float64Array[],
  };
  for (let frame = 0; frame < frames; frame += 1) {
    const start = frame * HOP_SIZE;
    const rms = rootMeanSquare(samples, start);
    const mel = series.mel.subarray(frame * MEL_BANDS, (frame + 1) * MEL_BANDS);
    series.rms[frame] = rms;
    if (rms < SILENCE_RMS) {
      mel.fill(Math.log(ENERGY_FLOOR));
      continue;
    }
    series.audible[frame] = 1;
    const power = fft.transform(samples, start, window);
    melFilters.apply(power, mel);
    for (let band = 0; band < MEL_BANDS; band += 1) mel[band] = Math.log(mel[band]! + ENERGY_FLOOR);
    const shape = spectralShape(power);
    series.centroid[frame] = shape.centroid;
    series.bandwidth[frame] = shape.bandwidth;
    series.rolloff[frame] = shape.rolloff;
    if (frame % CONTRAST_EVERY === 0) {
      const { contrast, valley } = spectralContrast(power);
      series.contrast.push(contrast);
      series.valley.push(valley);
    }
  }
  return series;
}

function rootMeanSquare(samples: Float32Array, start: number): number {
  let squares = 0;
  for (let i = start; i < start + FRAME_SIZE; i += 1) squares += samples[i]! * samples[i]!;
  return Math.sqrt(squares / FRAME_SIZE);
}

/** Centre and spread of the magnitudes (as librosa defines them), and the rolloff of the energy; all in Hz. */
function spectralShape(power: Float64Array): { centroid: number; bandwidth: number; rolloff: number } {
  let sum = 0;
  let first = 0;
  let second = 0;
  let energy = 0;
  for (let bin = 1; bin < END_BIN; bin += 1) {
    const magnitude = Math.sqrt(power[bin]!);
    sum += magnitude;
    first += bin * magnitude;
    second += bin * bin * magnitude;
    energy += power[bin]!;
  }
  const centre = sum > 0 ? first / sum : 0;
  const variance = sum > 0 ? Math.max(0, second / sum - centre * centre) : 0;
  let rolloff = 1;
  for (let below = power[1]!; below < 0.85 * energy && rolloff < END_BIN;) {
    rolloff += 1;
    below += power[rolloff]!;
  }
  return { centroid: centre * BIN_WIDTH, bandwidth: Math.sqrt(variance) * BIN_WIDTH, rolloff: rolloff * BIN_WIDTH };
}

/**
 * How far an octave's peaks stand above its valleys (Jiang et al., "Music type classification by spectral contrast",
 * 2002).
 */
function spectralContrast(power: Float64Array): { contrast: Float64Array; valley: Float64Array } {
  const octaves = CONTRAST_BINS.length - 1;
  const contrast = new Float64Array(octaves);
  const valley = new Float64Array(octaves);
  for (let octave = 0; octave < octaves; octave += 1) {
    const bins = power.slice(CONTRAST_BINS[octave], CONTRAST_BINS[octave + 1]).sort();
    const share = Math.max(1, Math.round(bins.length * CONTRAST_QUANTILE));
    let low = 0;
    let high = 0;
    for (let i = 0; i < share; i += 1) {
      low += bins[i]!;
      high += bins[bins.length - 1 - i]!;
    }
    valley[octave] = Math.log(low / share + ENERGY_FLOOR);
    contrast[octave] = Math.log(high / share + ENERGY_FLOOR) - valley[octave]!;
  }
  return { contrast, valley };
}
