/**
 * The descriptors of a sound: families of numbers for its timbre, dynamics, harmony and rhythm, which make its
 * embedding. None of them depends on the key or, through the normalisation that follows, on the units.
 */
import { MEL_BANDS } from '../audio/features/frame-analysis.ts';
import { onsetPeaks } from '../audio/features/onsets.ts';
import { FRAMES_PER_SECOND } from '../audio/features/frame-analysis.ts';
import type { SoundMeasures } from '../audio/features/sound-measures.ts';
import { periodicity } from '../audio/features/tempo.ts';
import { decibels, entropy, Moments, quantile } from './statistics.ts';

export interface Family {
  readonly name: string;
  /** How many numbers `describe` gives, always. */
  readonly size: number;
  /** Share in the embedding's length before it is made 1. */
  readonly weight: number;
  describe(sound: SoundMeasures): readonly number[];
}

const CEPSTRA = 20;
const DELTA_CEPSTRA = 13;
const OCTAVES = 6;
/** Frames between which the loudness of the registers is compared: 0.05, 0.19 and 0.74 s. */
const FLUCTUATION_LAGS = [2, 8, 32] as const;
/** Edges of low, middle and high in mel bands. */
const REGISTERS = [0, 8, 22, MEL_BANDS] as const;
const TEMPOGRAM_TEMPI = Array.from({ length: 16 }, (_, i) => 45 * (240 / 45) ** (i / 15));

/** Rows of the cosine transform that makes mel-frequency cepstra of mel energies; row 0, the loudness, is left out. */
const COSINES = Array.from({ length: CEPSTRA }, (_, row) =>
  Float64Array.from(
    { length: MEL_BANDS },
    (__, band) => Math.cos((Math.PI * (row + 1) * (band + 0.5)) / MEL_BANDS) / MEL_BANDS,
  ),
);

export const FAMILIES: readonly Family[] = [
  { name: 'cepstrum', size: 2 * CEPSTRA + DELTA_CEPSTRA, weight: 3, describe: describeCepstrum },
  { name: 'contrast', size: 3 * OCTAVES, weight: 2, describe: describeContrast },
  { name: 'shape', size: 8, weight: 1, describe: describeShape },
  { name: 'dynamics', size: 6, weight: 1, describe: describeDynamics },
  { name: 'harmony', size: 12, weight: 1, describe: describeHarmony },
  { name: 'tempogram', size: TEMPOGRAM_TEMPI.length, weight: 0.5, describe: describeTempogram },
  { name: 'onsets', size: 6, weight: 1, describe: describeOnsets },
  { name: 'fluctuation', size: 3 * FLUCTUATION_LAGS.length, weight: 1.5, describe: describeFluctuation },
];

/** All numbers of all families, in order. */
export function describeSound(sound: SoundMeasures): Float64Array {
  return Float64Array.from(FAMILIES.flatMap((family) => family.describe(sound)));
}

/** Means and deviations of the mel-frequency cepstra, and how much they change from frame to frame. */
function describeCepstrum({ series }: SoundMeasures): number[] {
  const levels = Array.from({ length: CEPSTRA }, () => new Moments());
  const changes = Array.from({ length: DELTA_CEPSTRA }, () => new Moments());
  for (const { frames, audible, mel } of series) {
    let before: Float64Array | null = null;
    for (let frame = 0; frame < frames; frame += 1) {
      if (audible[frame] === 0) {
        before = null;
        continue;
      }
      const cepstrum: Float64Array = cepstrumOf(mel.subarray(frame * MEL_BANDS, (frame + 1) * MEL_BANDS));
      for (let i = 0; i < CEPSTRA; i += 1) levels[i]!.add(cepstrum[i]!);
      if (before !== null) for (let i = 0; i < DELTA_CEPSTRA; i += 1) changes[i]!.add(cepstrum[i]! - before[i]!);
      before = cepstrum;
    }
  }
  return [
    ...levels.map(({ mean }) => mean),
    ...levels.map(({ deviation }) => deviation),
    ...changes.map(({ deviation }) => deviation),
  ];
}

function cepstrumOf(mel: Float64Array): Float64Array {
  const cepstrum = new Float64Array(CEPSTRA);
  for (let row = 0; row < CEPSTRA; row += 1) {
    const cosines = COSINES[row]!;
    let sum = 0;
    for (let band = 0; band < MEL_BANDS; band += 1) sum += cosines[band]! * mel[band]!;
    cepstrum[row] = sum;
  }
  return cepstrum;
}

function describeContrast({ series }: SoundMeasures): number[] {
  const contrast = Array.from({ length: OCTAVES }, () => new Moments());
  const valley = Array.from({ length: OCTAVES }, () => new Moments());
  for (const one of series) {
    for (let i = 0; i < one.contrast.length; i += 1) {
      for (let octave = 0; octave < OCTAVES; octave += 1) {
        contrast[octave]!.add(one.contrast[i]![octave]!);
        // Relative to the first octave: how loud the piece is belongs to the dynamics.
        valley[octave]!.add(one.valley[i]![octave]! - (octave === 0 ? 0 : one.valley[i]![0]!));
      }
    }
  }
  return [
    ...contrast.map(({ mean }) => mean),
    ...contrast.map(({ deviation }) => deviation),
    ...valley.map(({ mean }) => mean),
  ];
}

/** Centroid, bandwidth and rolloff in octaves, and flatness: mean and deviation. */
function describeShape({ series }: SoundMeasures): number[] {
  const moments = Array.from({ length: 4 }, () => new Moments());
  for (const one of series) {
    for (let frame = 0; frame < one.frames; frame += 1) {
      if (one.audible[frame] === 0) continue;
      moments[0]!.add(Math.log2(one.centroid[frame]! + 1));
      moments[1]!.add(Math.log2(one.bandwidth[frame]! + 1));
      moments[2]!.add(Math.log2(one.rolloff[frame]! + 1));
      moments[3]!.add(flatness(one.mel.subarray(frame * MEL_BANDS, (frame + 1) * MEL_BANDS)));
    }
  }
  return moments.flatMap(({ mean, deviation }) => [mean, deviation]);
}

/** Logarithm of the geometric over the arithmetic mean of the mel energies; 0 for white noise, lower for tones. */
function flatness(mel: Float64Array): number {
  let logs = 0;
  let energies = 0;
  for (const log of mel) {
    logs += log;
    energies += Math.exp(log);
  }
  return logs / mel.length - Math.log(energies / mel.length);
}

/** Loudness in dB: mean, deviation, spread, its change from frame to frame; the share of silence; the crest. */
function describeDynamics({ series }: SoundMeasures): number[] {
  const levels = new Moments();
  const changes = new Moments();
  const all: number[] = [];
  let silent = 0;
  for (const { frames, audible, rms } of series) {
    for (let frame = 0; frame < frames; frame += 1) {
      const level = decibels(rms[frame]!);
      if (audible[frame] === 0) silent += 1;
      else levels.add(level);
      all.push(level);
      if (frame > 0) changes.add(Math.abs(level - all.at(-2)!));
    }
  }
  const sorted = Float64Array.from(all).sort();
  const spread = quantile(sorted, 0.95) - quantile(sorted, 0.1);
  const crest = quantile(sorted, 0.99) - levels.mean;
  return [levels.mean, levels.deviation, spread, changes.mean, all.length === 0 ? 1 : silent / all.length, crest];
}

/** Which intervals are used, how many notes, how clear the key, how fast the harmony moves; no absolute pitch. */
function describeHarmony({ chroma, chromaFrames, key }: SoundMeasures): number[] {
  const squares = chroma.reduce((sum, weight) => sum + weight * weight, 0);
  const intervals = [1, 2, 3, 4, 5, 6].map((interval) => {
    let sum = 0;
    for (let i = 0; i < 12; i += 1) sum += chroma[i]! * chroma[(i + interval) % 12]!;
    return squares > 0 ? sum / squares : 0;
  });
  const movement = new Moments();
  const notes = new Moments();
  for (const [i, frame] of chromaFrames.entries()) {
    notes.add(entropy(frame));
    // Eight frames are about a second.
    if (i >= 8) movement.add(cosineDistance(frame, chromaFrames[i - 8]!));
  }
  const major = key === null ? 0 : key.mode === 'major' ? key.clarity : -key.clarity;
  return [...intervals, entropy(chroma), key?.clarity ?? 0, major, movement.mean, movement.deviation, notes.mean];
}

function cosineDistance(a: Float64Array, b: Float64Array): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i += 1) {
    dot += a[i]! * b[i]!;
    squaresA += a[i]! * a[i]!;
    squaresB += b[i]! * b[i]!;
  }
  const norm = Math.sqrt(squaresA * squaresB);
  return norm > 0 ? 1 - dot / norm : 0;
}

/** How strongly the onsets repeat at sixteen tempi. */
function describeTempogram({ autocorrelation }: SoundMeasures): number[] {
  return TEMPOGRAM_TEMPI.map((tempo) => periodicity(autocorrelation, tempo));
}

/** Strength of the onsets as a whole and by register, their unevenness and their number per second. */
function describeOnsets({ onsets }: SoundMeasures): number[] {
  const total = new Moments();
  const registers = [new Moments(), new Moments(), new Moments()];
  let seconds = 0;
  for (const envelope of onsets) {
    for (const value of envelope.total) total.add(value);
    for (const [i, register] of envelope.registers.entries()) for (const value of register) registers[i]!.add(value);
    seconds += envelope.total.length / FRAMES_PER_SECOND;
  }
  const threshold = total.mean + total.deviation;
  let peaks = 0;
  for (const envelope of onsets) peaks += onsetPeaks(envelope.total, threshold);
  return [total.mean, total.deviation, ...registers.map(({ mean }) => mean), seconds > 0 ? peaks / seconds : 0];
}

/** How much the loudness of each register changes within a twentieth, a fifth and three quarters of a second. */
function describeFluctuation({ series }: SoundMeasures): number[] {
  const changes = Array.from({ length: 3 * FLUCTUATION_LAGS.length }, () => new Moments());
  for (const { frames, mel } of series) {
    for (let register = 0; register < 3; register += 1) {
      const [from, to] = [REGISTERS[register]!, REGISTERS[register + 1]!];
      const levels = new Float64Array(frames);
      for (let frame = 0; frame < frames; frame += 1) {
        let sum = 0;
        for (let band = from; band < to; band += 1) sum += mel[frame * MEL_BANDS + band]!;
        levels[frame] = sum / (to - from);
      }
      for (const [i, lag] of FLUCTUATION_LAGS.entries()) {
        const moments = changes[register * FLUCTUATION_LAGS.length + i]!;
        for (let frame = lag; frame < frames; frame += 1) moments.add(Math.abs(levels[frame]! - levels[frame - lag]!));
      }
    }
  }
  return changes.map(({ mean }) => mean);
}
