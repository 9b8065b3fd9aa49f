/** What two sounds have in common, judged from their whole fingerprints. */
import type { SoundComparison, SoundMatch, SoundRelation } from '../model/recognition.ts';
import { acoustidItems, itemCount, ITEM_SECONDS } from '../audio/chromaprint/fingerprinter.ts';
import { align } from './align.ts';
import { compareFingerprints } from './compare-fingerprints.ts';

/** The score from which two whole sounds are one recording: see `compare-fingerprints.ts`. */
export const SAME_RECORDING = 0.75;
/** The score of two mixes of one recording: the greatest of other versions of a piece. */
export const OTHER_MIX = SAME_RECORDING - 0.01;
/** Share of a sound that has to match for the whole of it to count. */
const WHOLE = 0.8;
/** AcoustID score from which sounds without a common stretch are related: two versions of a piece. */
const RELATED = 0.4;
/** What a differing bit counts in the score, and in a copy that plays at another speed, whose pitch is another, too. */
const [DIFFERING, DIFFERING_AT_OTHER_SPEED] = [2, 1.25];
/**
 * Score from which files are not listened to: those of most copies at 128 kbit/s and more. A mix that comes so near lacks next
 * to nothing.
 */
const CERTAIN = 0.97;
/**
 * Items at both ends of a stretch that are not listened to, two seconds, and of a short one at most this part of it: what
 * matches ends less sharply than the music, and a second of another intro is as unlike as another mix.
 */
const [EDGE_ITEMS, LEAST_OF_EDGE] = [16, 10];
/** Stretches that are told. */
const MOST_STRETCHES = 8;

/** A part that two sounds have in common. */
export interface DoubtfulPart {
  /** Items from the beginning of each sound with which the part begins. */
  readonly first: number;
  readonly otherFirst: number;
  /** Length of the part. */
  readonly items: number;
}

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

/**
 * The stretch in which copies of one mix are still to be told from other mixes (`other-mix.ts`); null where the
 * fingerprints tell enough.
 */
export function doubtfulPart(match: SoundMatch): DoubtfulPart | null {
  const [longest] = match.stretches;
  if (match.kind !== 'same' || longest === undefined || longest.speed !== 1 || match.score >= CERTAIN) return null;
  const items = itemCount(longest.length);
  const edge = Math.min(EDGE_ITEMS, Math.floor(items / LEAST_OF_EDGE));
  return {
    first: Math.round(longest.start / ITEM_SECONDS) + edge,
    otherFirst: Math.round(longest.otherStart / ITEM_SECONDS) + edge,
    items: items - 2 * edge,
  };
}

/** What a match is where the files themselves turn out to be two mixes. */
export function asOtherMix<Match extends SoundMatch>(match: Match): Match {
  return { ...match, kind: 'related', score: Math.min(match.score, OTHER_MIX) };
}

/** All in items. */
function relationOf(length: number, first: number, second: number): SoundRelation {
  if (length >= WHOLE * Math.max(first, second)) return 'same';
  return length >= WHOLE * Math.min(first, second) ? 'clip' : 'related';
}
