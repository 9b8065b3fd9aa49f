/** Why a copy of a recording is not the best one, in English; the page has its own words for the same reasons. */
import type { CopyReason } from '../model/duplicates.ts';

const WORDS: Readonly<Record<Exclude<CopyReason['reason'], 'shorter' | 'fewer-bits' | 'lower-rate'>, string>> = {
  lossy: 'lossy',
  'made-from-lossy': 'lossless, but made from a lossy file',
  'cut-off': 'cut off',
  clipped: 'clipped',
  mono: 'mono',
  'one-sided': 'silent in one channel',
  upsampled: 'of a lower resolution than it states',
  'coded-smaller': 'encoded with fewer bits',
  limited: 'held down at its peaks by a limiter',
  rescaled: 'made louder or quieter afterwards',
  'no-cover': 'without a cover',
  'fewer-tags': 'with fewer tags',
  later: 'equal, and added later',
};

export function reasonWords(reason: CopyReason): string {
  switch (reason.reason) {
    case 'shorter':
      return `${reason.seconds} seconds shorter`;
    case 'fewer-bits':
      return `${reason.bits === null ? 'of unknown bits' : `${reason.bits} bit`}, not ${reason.best}`;
    case 'lower-rate':
      return `${reason.rate / 1000} kHz, not ${reason.best / 1000}`;
    default:
      return WORDS[reason.reason];
  }
}
