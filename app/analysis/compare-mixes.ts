/** Compares the tones of two files that sound the same. Runs in a child process: see `pool.ts`. */
import { DecodeError, type Decoder } from '../audio/decoder.ts';
import { SEMITONES, toneLevels } from '../audio/tone-levels.ts';
import { isOtherMix } from '../recognition/other-mix.ts';
import { AnalysisError, type CommonPart } from './analysis.ts';

/** Items that are compared at most: four minutes. */
const MOST_ITEMS = 1940;
/** Two files need not begin with the same part of an item: one is moved by these parts, to a sixteenth at most: 8 ms. */
const PHASES = 8;

/** @returns whether they are two mixes of a recording. @throws AnalysisError (`DECODE_FAILED`) */
export function compareMixes(decoder: Decoder, { path, otherPath, first, otherFirst, items }: CommonPart): boolean {
  const compared = Math.min(items, MOST_ITEMS);
  try {
    const [levels] = toneLevels(decoder, path, first, compared);
    return isOtherMix(levels!, movedLevels(decoder, otherPath, otherFirst, compared));
  } catch (error) {
    if (error instanceof DecodeError) throw new AnalysisError('DECODE_FAILED', `${error.message}.`);
    throw error;
  }
}

/** The levels of a part that begins up to half an item earlier or later. */
function movedLevels(decoder: Decoder, path: Uint8Array, first: number, items: number): Float32Array[] {
  const before = Math.min(1, first);
  const phases = toneLevels(decoder, path, first - before, items + before, PHASES);
  return phases.flatMap((levels, phase) => {
    const [earlier, later] = [levels.subarray(0, items * SEMITONES), levels.subarray(before * SEMITONES)];
    if (before === 0 || phase < PHASES / 2) return [later];
    return phase === PHASES / 2 ? [earlier, later] : [earlier];
  });
}
