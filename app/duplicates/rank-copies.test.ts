import { expect, it } from 'vitest';
import { rankCopies, type RankedCopy } from './rank-copies.ts';

const FLAC: RankedCopy = {
  id: 1,
  lossless: true,
  findings: [],
  duration: 200,
  bits: 16,
  sampleRate: 44_100,
  codec: 'flac',
  bitrate: 900_000,
  level: 0.2,
  hasPicture: true,
  tags: 10,
};
const MP3: RankedCopy = { ...FLAC, id: 2, lossless: false, bits: null, codec: 'mp3', bitrate: 256_000 };

/** Each is better than the next, and why. */
const ORDERED: readonly (readonly [string, RankedCopy, RankedCopy])[] = [
  ['lossy', FLAC, { ...MP3, duration: 300 }],
  ['lossless, but made from a lossy file', { ...FLAC, duration: 100 }, { ...FLAC, findings: ['lossy'], bits: 24 }],
  ['5 seconds shorter', FLAC, { ...FLAC, duration: 195, bits: 24 }],
  ['cut off', FLAC, { ...FLAC, findings: ['truncated'], bits: 24 }],
  ['clipped', FLAC, { ...FLAC, findings: ['clipped'], level: 0.6, bits: 24 }],
  ['states more than its sound has', FLAC, { ...FLAC, findings: ['upsampled'], bits: 24, sampleRate: 96_000 }],
  ['16 bit, not 24', { ...FLAC, bits: 24 }, { ...FLAC, sampleRate: 96_000 }],
  ['unknown bit, not 16', FLAC, { ...FLAC, bits: null }],
  ['lossy', { ...FLAC, findings: ['lossy'], bits: 24 }, { ...MP3, bits: null }],
  ['44.1 kHz, not 96', { ...FLAC, sampleRate: 96_000 }, FLAC],
  ['encoded with fewer bits', MP3, { ...MP3, bitrate: 128_000, level: 0.3 }],
  ['encoded with fewer bits', { ...MP3, codec: 'opus', bitrate: 192_000 }, MP3],
  ['10 dB quieter', FLAC, { ...FLAC, level: 0.2 / Math.sqrt(10), tags: 20 }],
  ['without a cover', FLAC, { ...FLAC, hasPicture: false, tags: 20 }],
  ['with fewer tags', FLAC, { ...FLAC, tags: 9 }],
  ['equal, and added later', FLAC, { ...FLAC, duration: 199, level: 0.19 }],
];

it.each(ORDERED)('a copy that is %s is not the best', (why, best, other) => {
  const worse = { ...other, id: 9 };
  for (const copies of [
    [best, worse],
    [worse, best],
  ]) {
    expect(rankCopies(copies)).toEqual([
      { copy: best, why: null },
      { copy: worse, why },
    ]);
  }
});

it('ranks copies whose level is not known by what is known', () => {
  expect(rankCopies([{ ...FLAC, id: 3, level: null }, FLAC]).map(({ copy }) => copy.id)).toEqual([1, 3]);
  expect(rankCopies([])).toEqual([]);
});
