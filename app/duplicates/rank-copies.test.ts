import { expect, it } from 'vitest';
import { reasonWords } from './copy-reasons.ts';
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
  channels: 2,
  rescaled: false,
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
  ['clipped', FLAC, { ...FLAC, findings: ['clipped'], bits: 24 }],
  ['of a lower resolution than it states', FLAC, { ...FLAC, findings: ['upsampled'], bits: 24, sampleRate: 96_000 }],
  ['16 bit, not 24', { ...FLAC, bits: 24 }, { ...FLAC, sampleRate: 96_000 }],
  ['of unknown bits, not 16', FLAC, { ...FLAC, bits: null }],
  ['lossy', { ...FLAC, findings: ['lossy'], bits: 24 }, { ...MP3, bits: null }],
  ['44.1 kHz, not 96', { ...FLAC, sampleRate: 96_000 }, FLAC],
  ['encoded with fewer bits', MP3, { ...MP3, bitrate: 128_000, tags: 20 }],
  ['encoded with fewer bits', { ...MP3, codec: 'opus', bitrate: 192_000 }, MP3],
  ['mono', FLAC, { ...FLAC, channels: 1, bits: 24 }],
  ['mono', MP3, { ...MP3, findings: ['mono'], bitrate: 320_000 }],
  ['silent in one channel', FLAC, { ...FLAC, findings: ['onesided'], bits: 24 }],
  ['held down at its peaks by a limiter', FLAC, { ...FLAC, findings: ['limited'], tags: 20 }],
  ['made louder or quieter afterwards', FLAC, { ...FLAC, rescaled: true, tags: 20 }],
  ['without a cover', FLAC, { ...FLAC, hasPicture: false, tags: 20 }],
  ['with fewer tags', FLAC, { ...FLAC, tags: 9 }],
  ['equal, and added later', FLAC, { ...FLAC, duration: 199, findings: ['abrupt', 'padded'] }],
  ['equal, and added later', FLAC, { ...FLAC, channels: 6 }],
];

it.each(ORDERED)('a copy that is %s is not the best', (why, best, other) => {
  const worse = { ...other, id: 9 };
  for (const copies of [
    [best, worse],
    [worse, best],
  ]) {
    const ranked = rankCopies(copies).map(({ copy, why: reason }) => [copy, reason && reasonWords(reason)]);
    expect(ranked).toEqual([
      [best, null],
      [worse, why],
    ]);
  }
});

it('ranks the same copies in the same order whatever their order was', () => {
  expect(rankCopies([{ ...FLAC, id: 3 }, FLAC]).map(({ copy }) => copy.id)).toEqual([1, 3]);
  expect(rankCopies([])).toEqual([]);
});
