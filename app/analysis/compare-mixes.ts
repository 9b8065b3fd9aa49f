/** Compares the tones of two files that sound the same. Runs in a child process: see `pool.ts`. */
import { DecodeError, type Decoder } from '../audio/decoder.ts';
import { toneLevels } from '../audio/tone-levels.ts';
import { isOtherMix } from '../recognition/other-mix.ts';
import { AnalysisError, type CommonPart } from './analysis.ts';

/** Items that are compared at most: four minutes. */
const MOST_ITEMS = 1940;

/** @returns whether they are two mixes of a recording. @throws AnalysisError (`DECODE_FAILED`) */
export function compareMixes(decoder: Decoder, { path, otherPath, first, otherFirst, items }: CommonPart): boolean {
  const compared = Math.min(items, MOST_ITEMS);
  try {
    return isOtherMix(toneLevels(decoder, path, first, compared), toneLevels(decoder, otherPath, otherFirst, compared));
  } catch (error) {
    if (error instanceof DecodeError) throw new AnalysisError('DECODE_FAILED', `${error.message}.`);
    throw error;
  }
}
