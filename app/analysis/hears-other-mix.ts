/** Listens to two files again, where their fingerprints leave open whether they are two mixes of one recording. */
import { AnalysisError, type AnalysisPool, type CommonPart } from './analysis.ts';

/** @returns null where a file cannot be read now: it is what its fingerprint says. @throws AnalysisError (`CANCELLED`) */
export async function hearsOtherMix(
  pool: Pick<AnalysisPool, 'isOtherMix'>,
  parts: CommonPart,
  signal?: AbortSignal,
): Promise<boolean | null> {
  try {
    return await pool.isOtherMix(parts, signal);
  } catch (error) {
    if (error instanceof AnalysisError && error.code !== 'CANCELLED') return null;
    throw error;
  }
}
