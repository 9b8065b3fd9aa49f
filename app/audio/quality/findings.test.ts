import { describe, expect, it } from 'vitest';
import { measuredQuality } from '../../analysis/testing-quality.ts';
import { SOUND_FINDINGS, type SoundQuality } from '../../model/sound-quality.ts';
import { findingsOf } from './findings.ts';

const words = (found: Partial<SoundQuality>): string[] =>
  findingsOf(measuredQuality(found).quality).map((one) => `${one.finding}: ${one.words}`);

describe('findings', () => {
  it('are none of a sound without faults, and of short silence', () => {
    expect(words({})).toEqual([]);
    expect(words({ silence: { start: 10, end: 10, whole: false }, cutOff: 16_000 })).toEqual([]);
  });

  it('say in plain words what was measured, and how sure that is', () => {
    expect(words({ missing: 12.34, lossy: { encoder: 'MP3', confidence: 0.98 }, cutOff: 16_020 })).toEqual([
      'truncated: the sound ends 12.3 s before the length that the header states',
      'lossy: the sound has been through a lossy encoder: the blocks of MP3 show, and nothing is above 16.0 kHz (98 % sure)',
    ]);
    expect(words({ lossy: { encoder: 'Vorbis', confidence: 1 } })[0]).toContain(
      'the blocks of Vorbis show (100 % sure)',
    );
    expect(words({ upsampled: { rate: 44_100, bits: 16, confidence: 1 } })).toEqual([
      'upsampled: a sampling rate of 44.1 kHz would hold all of its sound; only 16 bits of each sample are used (100 % sure)',
    ]);
    expect(words({ clipping: { runs: 7, samples: 41, share: 0.000012, longest: 9 } })).toEqual([
      'clipped: 7 peaks are cut flat: 41 samples (0.0012 %), the longest 9 in a row, in the 60 s that were looked at',
    ]);
    expect(words({ silence: { start: 11, end: 600, whole: false } })).toEqual([
      'padded: it begins with 11 s of silence, and it ends with 600 s of silence',
    ]);
    expect(words({ silentChannel: 2, mono: true })).toEqual([
      'onesided: the right channel is silent',
      'mono: both channels are the same: it is mono in a stereo file',
    ]);
  });

  it('come in the order of their weight', () => {
    const all = findingsOf(
      measuredQuality({
        missing: 1,
        lossy: { encoder: 'MP3', confidence: 1 },
        upsampled: { rate: null, bits: 16, confidence: 1 },
        clipping: { runs: 1, samples: 1, share: 1, longest: 1 },
        limited: 0.01,
        rescaled: true,
        silence: { start: 20, end: 0, whole: true },
        silentChannel: 1,
        mono: true,
        abrupt: true,
      }).quality,
    );
    expect(all.map(({ finding }) => finding)).toEqual(SOUND_FINDINGS);
  });
});
