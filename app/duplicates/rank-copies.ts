/**
 * Which of several copies of a recording is the best, and why another is not. The first property in which two copies
 * differ decides; the order of `PROPERTIES` is the order of their weight. How loud a copy is says nothing: the same sound
 * with another level is neither better nor worse, unless the change cost it something.
 */
import type { CopyReason } from '../model/duplicates.ts';
import type { SoundFinding } from '../model/sound-quality.ts';

/** What copies are ranked by. */
export interface RankedCopy {
  readonly id: number;
  readonly lossless: boolean;
  /** What the sound itself says: see `SOUND_FINDINGS`. */
  readonly findings: readonly string[];
  /** Seconds. */
  readonly duration: number;
  readonly bits: number | null;
  /** Hz. */
  readonly sampleRate: number;
  /** Codec in lower case. */
  readonly codec: string;
  /** Bits per second. */
  readonly bitrate: number;
  readonly channels: number;
  /** Whether the values of its samples show that its level was changed: see `ValueHistogram`. */
  readonly rescaled: boolean;
  readonly hasPicture: boolean;
  readonly tags: number;
}

/** A copy that is this many seconds shorter than the longest is cropped: encoders add or take less. */
const CROPPED = 2;
/** How many bits of MP3 a bit of another codec is worth, roughly, by listening tests of the rates in use. */
const CODEC_WORTH: Readonly<Record<string, number>> = { aac: 1.3, vorbis: 1.3, opus: 1.6, wmav2: 0.9 };

interface Property {
  /** The greater the better. @param longest seconds of the longest of these copies */
  value(copy: RankedCopy, longest: number): number;
  /** Why the other copy is not the best. */
  reason(copy: RankedCopy, best: RankedCopy): CopyReason;
}

const has = (copy: RankedCopy, finding: SoundFinding): boolean => copy.findings.includes(finding);

/** Channels that differ; of more than two nobody can say that they are better. */
function voices(copy: RankedCopy): number {
  return has(copy, 'mono') || has(copy, 'onesided') ? 1 : Math.min(2, copy.channels);
}

const PROPERTIES: readonly Property[] = [
  {
    value: (copy) => (copy.lossless && !has(copy, 'lossy') ? 1 : 0),
    reason: (copy) => ({ reason: copy.lossless ? 'made-from-lossy' : 'lossy' }),
  },
  {
    value: (copy, longest) => (copy.duration > longest - CROPPED && !has(copy, 'truncated') ? 1 : 0),
    reason: (copy, best) =>
      has(copy, 'truncated')
        ? { reason: 'cut-off' }
        : { reason: 'shorter', seconds: Math.round(best.duration - copy.duration) },
  },
  { value: (copy) => (has(copy, 'clipped') ? 0 : 1), reason: () => ({ reason: 'clipped' }) },
  { value: voices, reason: (copy) => ({ reason: has(copy, 'onesided') ? 'one-sided' : 'mono' }) },
  { value: (copy) => (has(copy, 'upsampled') ? 0 : 1), reason: () => ({ reason: 'upsampled' }) },
  {
    value: (copy) => (copy.lossless ? (copy.bits ?? 0) : 0),
    reason: (copy, best) =>
      copy.lossless ? { reason: 'fewer-bits', bits: copy.bits, best: best.bits! } : { reason: 'lossy' },
  },
  {
    value: (copy) => (copy.lossless ? copy.sampleRate : 0),
    reason: (copy, best) => ({ reason: 'lower-rate', rate: copy.sampleRate, best: best.sampleRate }),
  },
  {
    value: (copy) => (copy.lossless ? 0 : copy.bitrate * (CODEC_WORTH[copy.codec] ?? 1)),
    reason: () => ({ reason: 'coded-smaller' }),
  },
  { value: (copy) => (has(copy, 'limited') ? 0 : 1), reason: () => ({ reason: 'limited' }) },
  { value: (copy) => (copy.rescaled ? 0 : 1), reason: () => ({ reason: 'rescaled' }) },
  { value: (copy) => (copy.hasPicture ? 1 : 0), reason: () => ({ reason: 'no-cover' }) },
  { value: (copy) => copy.tags, reason: () => ({ reason: 'fewer-tags' }) },
  { value: (copy) => -copy.id, reason: () => ({ reason: 'later' }) },
];

/** The copies, the best first, each of the others with why it is not the best. */
export function rankCopies<Copy extends RankedCopy>(
  copies: readonly Copy[],
): readonly { readonly copy: Copy; readonly why: CopyReason | null }[] {
  const longest = copies.reduce((most, { duration }) => Math.max(most, duration), 0);
  const difference = (a: Copy, b: Copy, { value }: Property): number => value(b, longest) - value(a, longest);
  const deciding = (a: Copy, b: Copy): Property | undefined =>
    PROPERTIES.find((property) => difference(a, b, property) !== 0);
  const ranked = copies.toSorted((a, b) => {
    const property = deciding(a, b);
    return property === undefined ? 0 : difference(a, b, property);
  });
  const [best] = ranked;
  return ranked.map((copy) => ({
    copy,
    why: copy === best ? null : (deciding(best!, copy)?.reason(copy, best!) ?? null),
  }));
}
