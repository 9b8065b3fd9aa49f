/** Why a copy of a recording is not the best one, in words. */
import type { CopyReason } from '../../app/model/duplicates.ts';
import { count } from '../words/amounts.ts';
import { t, type Text } from '../words/text.ts';

type Measured = Extract<CopyReason, { readonly reason: 'shorter' | 'fewer-bits' | 'lower-rate' }>;

const WORDS: Readonly<Record<Exclude<CopyReason['reason'], Measured['reason']>, Text>> = {
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

/** Empty for the best copy. */
export function reasonWords(reason: CopyReason | null): string {
  if (reason === null) return '';
  switch (reason.reason) {
    case 'shorter':
      return t('{{count}} seconds shorter', { count: reason.seconds });
    case 'fewer-bits':
      return reason.bits === null
        ? t('of unknown bits, not {{best}}', { best: reason.best })
        : t('{{bits}} bit, not {{best}}', { bits: reason.bits, best: reason.best });
    case 'lower-rate':
      return t('{{rate}} kHz, not {{best}}', { rate: count(reason.rate / 1000), best: count(reason.best / 1000) });
    default:
      return t(WORDS[reason.reason]);
  }
}
