/**
 * Tempo from the periodicity of the onsets: autocorrelation, each tempo judged with its beats' multiples, weighted by
 * how usual it is (Ellis, "Beat tracking by dynamic programming", 2007, for the weighting).
 */
import { FRAMES_PER_SECOND } from './frame-analysis.ts';

const SLOWEST = 50;
const FASTEST = 210;
/** The most usual tempo, and how many octaves around it are usual. */
const USUAL = 115;
const USUAL_OCTAVES = 0.9;
/** Lags of the autocorrelation: four beats of the slowest tempo. */
export const LAGS = Math.ceil((4 * 60 * FRAMES_PER_SECOND) / SLOWEST) + 2;
/** Onsets weaker than this (nepers, squared) are rounding: the ripple of a sustained tone has a period too. */
const LEAST_ENERGY = 1e-6;
/** A best periodicity weaker than this share of the onsets' energy is no tempo. */
const CLEAR = 0.08;

/**
 * Autocorrelation of onset envelopes at the lags 0 … `LAGS` − 1 frames, summed over the stretches; 1 at lag 0 (0 when
 * there are no onsets). Each lag is divided by how many pairs it has.
 */
export function onsetAutocorrelation(envelopes: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(LAGS);
  const pairs = new Float64Array(LAGS);
  for (const envelope of envelopes) {
    const centred = withoutTrend(envelope);
    const lags = Math.min(LAGS, Math.floor(centred.length / 2));
    for (let lag = 0; lag < lags; lag += 1) {
      let sum = 0;
      for (let i = lag; i < centred.length; i += 1) sum += centred[i]! * centred[i - lag]!;
      sums[lag] = sums[lag]! + sum;
      pairs[lag] = pairs[lag]! + centred.length - lag;
    }
  }
  const energy = sums[0]! / Math.max(1, pairs[0]!);
  if (energy < LEAST_ENERGY) return new Float64Array(LAGS);
  return sums.map((sum, lag) => (pairs[lag]! > 0 ? sum / pairs[lag]! / energy : 0));
}

/** Beats per minute, to about 0.5 %; `null` when the onsets have no clear period. */
export function estimateTempo(autocorrelation: Float64Array): number | null {
  let best = 0;
  let bestScore = 0;
  for (let bpm = SLOWEST; bpm <= FASTEST; bpm *= 1.0025) {
    const usual = Math.exp(-0.5 * (Math.log2(bpm / USUAL) / USUAL_OCTAVES) ** 2);
    const score = usual * combStrength(autocorrelation, bpm);
    if (score > bestScore) {
      bestScore = score;
      best = bpm;
    }
  }
  return bestScore < CLEAR ? null : best;
}

/** How well onsets repeat after one, two, three and four beats. */
function combStrength(autocorrelation: Float64Array, bpm: number): number {
  const period = (60 * FRAMES_PER_SECOND) / bpm;
  let strength = 0;
  for (let beats = 1; beats <= 4; beats += 1) strength += interpolate(autocorrelation, beats * period);
  return strength / 4;
}

/** The autocorrelation at a tempo in beats per minute, between lags by straight lines. */
export function periodicity(autocorrelation: Float64Array, bpm: number): number {
  return interpolate(autocorrelation, (60 * FRAMES_PER_SECOND) / bpm);
}

function interpolate(series: Float64Array, at: number): number {
  const below = Math.floor(at);
  const share = at - below;
  return (1 - share) * (series[below] ?? 0) + share * (series[below + 1] ?? 0);
}

/** The envelope less its mean over the second around each frame: crescendos are no rhythm. */
function withoutTrend(envelope: Float64Array): Float64Array {
  const reach = Math.round(FRAMES_PER_SECOND / 2);
  const sums = new Float64Array(envelope.length + 1);
  for (let i = 0; i < envelope.length; i += 1) sums[i + 1] = sums[i]! + envelope[i]!;
  return envelope.map((value, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(envelope.length, i + reach + 1);
    return value - (sums[to]! - sums[from]!) / (to - from);
  });
}
