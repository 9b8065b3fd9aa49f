/** What two sounds have in common, judged from their whole fingerprints. */
import type { SoundComparison, SoundMatch, SoundRelation } from '../model/recognition.ts';
import { acoustidItems, itemCount } from '../audio/chromaprint/fingerprinter.ts';
import { align } from './align.ts';
import { compareFingerprints } from './compare-fingerprints.ts';

/** Share of a sound that has to match for the whole of it to count. */
const WHOLE = 0.8;
/** AcoustID score from which sounds without a common stretch are related: two versions of a piece. */
const RELATED = 0.4;
/** What a differing bit counts in the score, and in a copy that plays at another speed, whose pitch is another, too. */
const [DIFFERING, DIFFERING_AT_OTHER_SPEED] = [2, 1.25];
/** Stretches that are told. */
const MOST_STRETCHES = 8;

/** Compares two whole fingerprints. */
export function compareSounds(first: Uint32Array, second: Uint32Array): SoundComparison {
  const acoustid = compareFingerprints(acoustidItems(first), acoustidItems(second));
  return { match: matchOf(first, second, acoustid), acoustid };
}

function matchOf(first: Uint32Array, second: Uint32Array, acoustid: number): SoundMatch | null {
  const stretches = align(first, second).slice(0, MOST_STRETCHES);
  const [longest] = stretches;
  if (longest === undefined) {
    return acoustid < RELATED ? null : { kind: 'related', score: acoustid, offset: 0, length: 0, stretches };
  }
  return {
    kind: relationOf(itemCount(longest.length), first.length, second.length),
    score: 1 - (longest.speed === 1 ? DIFFERING : DIFFERING_AT_OTHER_SPEED) * longest.errorRate,
    offset: longest.otherStart - longest.start,
    length: longest.length,
    stretches,
  };
}

/** All in items. */
function relationOf(length: number, first: number, second: number): SoundRelation {
  if (length >= WHOLE * Math.max(first, second)) return 'same';
  return length >= WHOLE * Math.min(first, second) ? 'clip' : 'related';
}
