/** Measures a sound once, for its features and for its embedding. */
import { analyseFrames, type FrameSeries } from './frame-analysis.ts';
import { estimateKey, type KeyEstimate, keyName } from './key.ts';
import { type OnsetEnvelope, onsetEnvelope } from './onsets.ts';
import type { PitchHistogram } from './pitch-histogram.ts';
import { estimateTempo, onsetAutocorrelation } from './tempo.ts';

/** The features that are stored and shown. */
export interface AudioFeatures {
  /** Beats per minute; `null` when no tempo was found. */
  readonly bpm: number | null;
  /** For example `A minor`; `null` when the music has no clear key. */
  readonly key: string | null;
  /** Hz, mean over the analysed part. */
  readonly spectralCentroid: number;
  /** Hz, mean over the analysed part. */
  readonly spectralBandwidth: number;
  /** Root mean square of the samples in −1..1, mean over the analysed part. */
  readonly rmsEnergy: number;
}

export interface SoundMeasures {
  /** One for each analysed stretch of the sound. */
  readonly series: readonly FrameSeries[];
  readonly onsets: readonly OnsetEnvelope[];
  /** Of the onsets, see `onsetAutocorrelation`. */
  readonly autocorrelation: Float64Array;
  /** Twelve weights, C first, sum 1. */
  readonly chroma: Float64Array;
  /** The same over time, not normalised. */
  readonly chromaFrames: readonly Float64Array[];
  readonly key: KeyEstimate | null;
}

/** `stretches`: mono samples in −1..1 at `FEATURE_RATE`; `pitch`: what the fingerprint's spectra showed. */
export function measureSound(stretches: readonly Float32Array[], pitch: PitchHistogram): SoundMeasures {
  const series = stretches.map(analyseFrames);
  const onsets = series.map(onsetEnvelope);
  const chroma = pitch.chroma();
  return {
    series,
    onsets,
    autocorrelation: onsetAutocorrelation(onsets.map(({ total }) => total)),
    chroma,
    chromaFrames: pitch.frames,
    key: estimateKey(chroma),
  };
}

/** The features of a sound. Means are over audible frames, the energy's over all. */
export function audioFeatures(measures: SoundMeasures): AudioFeatures {
  const tempo = estimateTempo(measures.autocorrelation);
  return {
    bpm: tempo === null ? null : Math.round(tempo * 10) / 10,
    key: keyName(measures.key),
    spectralCentroid: audibleMean(measures.series, ({ centroid }) => centroid),
    spectralBandwidth: audibleMean(measures.series, ({ bandwidth }) => bandwidth),
    rmsEnergy: mean(measures.series.flatMap(({ rms }) => [...rms])),
  };
}

function audibleMean(series: readonly FrameSeries[], pick: (one: FrameSeries) => Float64Array): number {
  return mean(series.flatMap((one) => [...pick(one)].filter((_, frame) => one.audible[frame] === 1)));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
