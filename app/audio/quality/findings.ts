/** What of a measured quality is worth a person's attention, in plain words. */
import type { SoundFinding, SoundQuality, WordedFinding } from '../../model/sound-quality.ts';

/** Silence at one end that is longer than this is a finding, in seconds. */
const LONG_SILENCE = 10;

/** The findings of a sound, in the order of `SOUND_FINDINGS`. */
export function findingsOf(quality: SoundQuality): WordedFinding[] {
  const { missing, lossy, upsampled, clipping, silence, silentChannel, mono, limited, abrupt } = quality;
  const found: WordedFinding[] = [];
  const add = (finding: SoundFinding, confidence: number, words: string): void => {
    found.push({ finding, confidence, words });
  };
  if (missing > 0) add('truncated', 1, `the sound ends ${seconds(missing)} before the length that the header states`);
  if (lossy !== null) add('lossy', lossy.confidence, lossyWords(quality));
  if (upsampled !== null) add('upsampled', upsampled.confidence, upsampledWords(upsampled));
  if (clipping !== null) {
    const { runs, samples, share, longest } = clipping;
    const words = `${runs} peaks are cut flat: ${samples} samples (${percent(share)}), the longest ${longest} in a row`;
    add('clipped', 1, `${words}, in the ${seconds(quality.examined)} that were looked at`);
  }
  if (silence.whole) add('silent', 1, 'the whole track is silent');
  const { start, end } = silence;
  if (start > LONG_SILENCE || end > LONG_SILENCE) {
    const parts = [
      ...(start > LONG_SILENCE ? [`it begins with ${seconds(start)} of silence`] : []),
      ...(end > LONG_SILENCE ? [`it ends with ${seconds(end)} of silence`] : []),
    ];
    add('padded', 1, parts.join(', and '));
  }
  if (silentChannel !== null) {
    const name = silentChannel === 1 ? 'left' : silentChannel === 2 ? 'right' : `${silentChannel}th`;
    add('onesided', 1, `the ${name} channel is silent`);
  }
  if (mono) add('mono', 1, 'both channels are the same: it is mono in a stereo file');
  if (limited !== null) {
    add(
      'limited',
      0.7,
      `a limiter holds ${percent(limited)} of the samples close to the greatest level, without clipping`,
    );
  }
  if (abrupt) add('abrupt', 0.4, 'it ends at full level: cut off, or going on without a gap in the next track');
  return found;
}

function lossyWords({ lossy, cutOff }: SoundQuality): string {
  const { encoder, confidence } = lossy!;
  const end = cutOff === null ? '' : `, and nothing is above ${(cutOff / 1000).toFixed(1)} kHz`;
  return `the sound has been through a lossy encoder: the blocks of ${encoder} show${end} (${percent(confidence)} sure)`;
}

function upsampledWords({ rate, bits, confidence }: NonNullable<SoundQuality['upsampled']>): string {
  const parts = [
    ...(rate === null ? [] : [`a sampling rate of ${rate / 1000} kHz would hold all of its sound`]),
    ...(bits === null ? [] : [`only ${bits} bits of each sample are used`]),
  ];
  return `${parts.join('; ')} (${percent(confidence)} sure)`;
}

function seconds(value: number): string {
  return `${Math.round(10 * value) / 10} s`;
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value < 1 ? value.toPrecision(2) : Math.round(value)} %`;
}
