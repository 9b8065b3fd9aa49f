/**
 * Which of several copies of a recording is the best, and in words why another is not. The first property in which two
 * copies differ decides; the order of `PROPERTIES` is the order of their weight.
 */

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
  /** Root mean square of the samples, 0 to 1; null before the analysis. */
  readonly level: number | null;
  readonly hasPicture: boolean;
  readonly tags: number;
}

/** A copy that is this many seconds shorter than the longest is cropped: encoders add or take less. */
const CROPPED = 2;
/** Quieter by this factor, 1.5 dB, is another level: a copy that was made with a gain. */
const QUIETER = 0.84;
/** How many bits of MP3 a bit of another codec is worth, roughly, by listening tests of the rates in use. */
const CODEC_WORTH: Readonly<Record<string, number>> = { aac: 1.3, vorbis: 1.3, opus: 1.6, wmav2: 0.9 };

interface Property {
  /** The greater the better, for a copy among these. */
  value(copy: RankedCopy, among: Among): number;
  /** Why the other copy is not the best. */
  words(copy: RankedCopy, best: RankedCopy): string;
}

/** What the copies have at most. */
interface Among {
  /** Seconds. */
  readonly longest: number;
  readonly loudest: number;
}

const has = (copy: RankedCopy, ...findings: readonly string[]): boolean =>
  findings.some((finding) => copy.findings.includes(finding));

const PROPERTIES: readonly Property[] = [
  {
    value: (copy) => (copy.lossless && !has(copy, 'lossy') ? 1 : 0),
    words: (copy) => (copy.lossless ? 'lossless, but made from a lossy file' : 'lossy'),
  },
  {
    value: (copy, { longest }) => (copy.duration > longest - CROPPED && !has(copy, 'truncated') ? 1 : 0),
    words: (copy, best) =>
      has(copy, 'truncated') ? 'cut off' : `${Math.round(best.duration - copy.duration)} seconds shorter`,
  },
  { value: (copy) => (has(copy, 'clipped') ? 0 : 1), words: () => 'clipped' },
  { value: (copy) => (has(copy, 'upsampled') ? 0 : 1), words: () => 'states more than its sound has' },
  {
    value: (copy) => (copy.lossless ? (copy.bits ?? 0) : 0),
    words: (copy, best) => (copy.lossless ? `${copy.bits ?? 'unknown'} bit, not ${best.bits}` : 'lossy'),
  },
  {
    value: (copy) => (copy.lossless ? copy.sampleRate : 0),
    words: (copy, best) => `${copy.sampleRate / 1000} kHz, not ${best.sampleRate / 1000}`,
  },
  {
    value: (copy) => (copy.lossless ? 0 : copy.bitrate * (CODEC_WORTH[copy.codec] ?? 1)),
    words: () => 'encoded with fewer bits',
  },
  {
    value: (copy, { loudest }) => (copy.level === null || copy.level >= QUIETER * loudest ? 1 : 0),
    words: (copy, best) => `${Math.round(20 * Math.log10(best.level! / copy.level!))} dB quieter`,
  },
  { value: (copy) => (copy.hasPicture ? 1 : 0), words: () => 'without a cover' },
  { value: (copy) => copy.tags, words: () => 'with fewer tags' },
  { value: (copy) => -copy.id, words: () => 'equal, and added later' },
];

/** The copies, the best first, each of the others with why it is not the best. */
export function rankCopies<Copy extends RankedCopy>(
  copies: readonly Copy[],
): readonly { readonly copy: Copy; readonly why: string | null }[] {
  const among: Among = {
    longest: copies.reduce((most, { duration }) => Math.max(most, duration), 0),
    loudest: copies.reduce((most, { level }) => Math.max(most, level ?? 0), 0),
  };
  const difference = (a: Copy, b: Copy, { value }: Property): number => value(b, among) - value(a, among);
  const deciding = (a: Copy, b: Copy): Property | undefined =>
    PROPERTIES.find((property) => difference(a, b, property) !== 0);
  const ranked = copies.toSorted((a, b) => {
    const property = deciding(a, b);
    return property === undefined ? 0 : difference(a, b, property);
  });
  const [best] = ranked;
  return ranked.map((copy) => ({
    copy,
    why: copy === best ? null : (deciding(best!, copy)?.words(copy, best!) ?? null),
  }));
}
