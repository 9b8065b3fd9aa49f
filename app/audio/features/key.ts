/**
 * The key of a piece: the major or minor key whose typical use of the twelve notes correlates best with the piece's.
 * Profiles: Albrecht and Shanahan, "The use of large corpora to train a new type of key-finding algorithm", 2013.
 */

const MAJOR = [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081];
const MINOR = [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052];
const NAMES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];
/** A lower correlation says that no key fits: noise, percussion, speech. */
const CLEAR = 0.5;

export interface KeyEstimate {
  /** 0 is C. */
  readonly tonic: number;
  readonly mode: 'major' | 'minor';
  /** Pearson's correlation with the profile, −1..1. */
  readonly clarity: number;
}

/** The key that fits a chroma (12 weights, C first) best; `null` for silence. */
export function estimateKey(chroma: ArrayLike<number>): KeyEstimate | null {
  let best: KeyEstimate | null = null;
  for (let tonic = 0; tonic < 12; tonic += 1) {
    const rotated = Array.from({ length: 12 }, (_, i) => chroma[(tonic + i) % 12]!);
    for (const mode of ['major', 'minor'] as const) {
      const clarity = correlation(rotated, mode === 'major' ? MAJOR : MINOR);
      if (Number.isFinite(clarity) && clarity > (best?.clarity ?? -Infinity)) best = { tonic, mode, clarity };
    }
  }
  return best;
}

/** For example `A minor`; `null` when no key fits clearly. */
export function keyName(estimate: KeyEstimate | null): string | null {
  return estimate === null || estimate.clarity < CLEAR ? null : `${NAMES[estimate.tonic]} ${estimate.mode}`;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let covariance = 0;
  let varianceA = 0;
  let varianceB = 0;
  for (let i = 0; i < a.length; i += 1) {
    covariance += (a[i]! - meanA) * (b[i]! - meanB);
    varianceA += (a[i]! - meanA) ** 2;
    varianceB += (b[i]! - meanB) ** 2;
  }
  return covariance / Math.sqrt(varianceA * varianceB);
}
