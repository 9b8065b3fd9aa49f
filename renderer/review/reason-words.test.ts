import { afterEach, expect, it } from 'vitest';
import type { CopyReason } from '../../app/model/duplicates.ts';
import { changeLanguage } from '../words/text.ts';
import { reasonWords } from './reason-words.ts';

/** In English: what the command line says, too (`copy-reasons.ts`). */
const WORDS: readonly (readonly [CopyReason, string])[] = [
  [{ reason: 'lossy' }, 'lossy'],
  [{ reason: 'made-from-lossy' }, 'lossless, but made from a lossy file'],
  [{ reason: 'cut-off' }, 'cut off'],
  [{ reason: 'clipped' }, 'clipped'],
  [{ reason: 'mono' }, 'mono'],
  [{ reason: 'one-sided' }, 'silent in one channel'],
  [{ reason: 'upsampled' }, 'of a lower resolution than it states'],
  [{ reason: 'coded-smaller' }, 'encoded with fewer bits'],
  [{ reason: 'limited' }, 'held down at its peaks by a limiter'],
  [{ reason: 'rescaled' }, 'made louder or quieter afterwards'],
  [{ reason: 'no-cover' }, 'without a cover'],
  [{ reason: 'fewer-tags' }, 'with fewer tags'],
  [{ reason: 'later' }, 'equal, and added later'],
  [{ reason: 'shorter', seconds: 5 }, '5 seconds shorter'],
  [{ reason: 'shorter', seconds: 1 }, '1 second shorter'],
  [{ reason: 'fewer-bits', bits: 16, best: 24 }, '16 bit, not 24'],
  [{ reason: 'fewer-bits', bits: null, best: 16 }, 'of unknown bits, not 16'],
  [{ reason: 'lower-rate', rate: 44_100, best: 96_000 }, '44.1 kHz, not 96'],
];

afterEach(() => changeLanguage('en'));

it.each(WORDS)('says in English: %j', (reason, words) => {
  expect(reasonWords(reason)).toBe(words);
});

it('says it in German', async () => {
  await changeLanguage('de');
  expect(reasonWords({ reason: 'shorter', seconds: 1 })).toBe('1 Sekunde kürzer');
  expect(reasonWords({ reason: 'lower-rate', rate: 44_100, best: 96_000 })).toBe('44,1 kHz statt 96');
  expect(reasonWords({ reason: 'fewer-bits', bits: null, best: 16 })).toBe('unbekannte Bittiefe statt 16');
  expect(reasonWords({ reason: 'rescaled' })).toBe('nachträglich lauter oder leiser gemacht');
});

it('says nothing of the best copy', () => {
  expect(reasonWords(null)).toBe('');
});
