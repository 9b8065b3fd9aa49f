import { describe, expect, it } from 'vitest';
import { judgeResolution } from './resolution.ts';

const LEVELS = Array.from({ length: 128 }, () => -60);
const FULL = { rate: 44_100, statedBits: 16, bits: 16, cutOff: null, levels: LEVELS };
/** Nothing above so many kHz, of 48. */
const until = (kiloHertz: number): number[] =>
  LEVELS.map((level, band) => ((band * 48) / 128 < kiloHertz ? level : -125));

describe('a file whose sound was upsampled', () => {
  it.each([
    [
      { ...FULL, rate: 96_000, cutOff: 21_900 },
      { rate: 44_100, bits: null, confidence: 0.9 },
    ],
    [
      { ...FULL, rate: 192_000, cutOff: 47_500 },
      { rate: 96_000, bits: null, confidence: 0.9 },
    ],
    [
      { ...FULL, rate: 48_000, cutOff: 21_700 },
      { rate: 44_100, bits: null, confidence: 0.7 },
    ],
    [
      { ...FULL, rate: 96_000, levels: until(21) },
      { rate: 44_100, bits: null, confidence: 0.6 },
    ],
    [
      { ...FULL, statedBits: 24, bits: 16 },
      { rate: null, bits: 16, confidence: 1 },
    ],
    [
      { ...FULL, rate: 96_000, cutOff: 21_900, statedBits: 24, bits: 16 },
      { rate: 44_100, bits: 16, confidence: 1 },
    ],
  ])('has %o', (resolution, judged) => {
    expect(judgeResolution(resolution)).toEqual(judged);
  });

  it.each([
    ['uses all that it states', FULL],
    ['uses 20 of 24 bits', { ...FULL, statedBits: 24, bits: 20 }],
    ['ends where lossy encoders end, not where a lower rate does', { ...FULL, rate: 48_000, cutOff: 20_000 }],
    ['ends at once far above half of its rate', { ...FULL, rate: 96_000, cutOff: 33_000 }],
    ['has a little sound above', { ...FULL, rate: 96_000, levels: until(30) }],
    ['is silent', { ...FULL, rate: 96_000, levels: until(0) }],
    ['fades out below the top at 48 kHz', { ...FULL, rate: 48_000, levels: until(10) }],
  ])('is not one that %s', (_, resolution) => {
    expect(judgeResolution(resolution)).toBeNull();
  });
});
