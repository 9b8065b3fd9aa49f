/**
 * Where a submitted fingerprint belongs, by the rules of AcoustID's server: to the recording of the most similar known
 * fingerprint, if it is similar enough and contradicts no other fingerprint of that recording; else to a new one.
 */
import { LENGTH_DIFFERENCE } from '../recognition/compare-fingerprints.ts';

/** Distinct items that a fingerprint has at least: with fewer, all silence would be one recording. */
export const FEWEST_DISTINCT_ITEMS = 80;
/** Score from which two fingerprints are of one recording. */
const SAME_RECORDING = 0.75;
/** Score that all fingerprints of the recording have to reach with the new one. */
export const LEAST_SCORE = 0.4;
/** Score above which two fingerprints count as one. */
const SAME_FINGERPRINT = 0.9;

/** A known fingerprint, compared with the submitted one. */
export interface ComparedFingerprint {
  readonly recordingId: number;
  /** Null for the fingerprint of a file of the library. */
  readonly fingerprintId: number | null;
  /** 0 to 1. */
  readonly score: number;
  /** Seconds. */
  readonly duration: number;
}

export type ImportDecision =
  | { readonly kind: 'new recording' }
  | { readonly kind: 'known recording'; readonly recordingId: number }
  | { readonly kind: 'known fingerprint'; readonly recordingId: number; readonly fingerprintId: number | null };

/** Whether a fingerprint says enough to be told from others. */
export function isTelling(fingerprint: Uint32Array): boolean {
  const distinct = new Set<number>();
  for (const item of fingerprint) {
    if (distinct.add(item).size >= FEWEST_DISTINCT_ITEMS) return true;
  }
  return false;
}

/**
 * @param duration of the submitted fingerprint's recording, in seconds
 * @param compared all fingerprints of each recording that has a similar one
 */
export function decideImport(duration: number, compared: readonly ComparedFingerprint[]): ImportDecision {
  const recordings = [...Map.groupBy(compared, ({ recordingId }) => recordingId).values()]
    .map((fingerprints) => ({ fingerprints, best: fingerprints.reduce((a, b) => (b.score > a.score ? b : a)) }))
    .toSorted((a, b) => b.best.score - a.best.score || a.best.recordingId - b.best.recordingId);
  const fits = ({ score, duration: other }: ComparedFingerprint): boolean =>
    score >= LEAST_SCORE && Math.abs(other - duration) <= LENGTH_DIFFERENCE;
  // Copies in the library may be cropped, so the others say nothing against a sound that a file has.
  const isFile = (one: ComparedFingerprint): boolean => one.fingerprintId === null && one.score > SAME_FINGERPRINT;
  const chosen = recordings.find(
    ({ best, fingerprints }) => best.score >= SAME_RECORDING && (isFile(best) ? fits(best) : fingerprints.every(fits)),
  );
  if (chosen === undefined) return { kind: 'new recording' };
  const { recordingId, fingerprintId, score } = chosen.best;
  if (score <= SAME_FINGERPRINT) return { kind: 'known recording', recordingId };
  return { kind: 'known fingerprint', recordingId, fingerprintId };
}
