/**
 * Keys of pictures in APEv2 tags: `Cover Art (…)` with a word for the type of the picture (ID3v2's numbers).
 */
const WORDS = [
  'Other',
  'Png Icon',
  'Icon',
  'Front',
  'Back',
  'Leaflet',
  'Media',
  'Lead',
  'Artist',
  'Conductor',
  'Band',
  'Composer',
  'Lyricist',
  'Recording Location',
  'During Recording',
  'During Performance',
  'Video Capture',
  'Fish',
  'Illustration',
  'Band Logo',
  'Publisher Logo',
] as const;

const TYPES = new Map(WORDS.map((word, type) => [word.toLowerCase(), type]));

/** The key for a picture type. */
export function coverKey(type: number): string {
  return `Cover Art (${WORDS[type] ?? 'Other'})`;
}

/** The picture type that a key says, or `undefined` when it is no picture's. An unknown word is type 0. */
export function coverType(key: string): number | undefined {
  const match = /^cover art \((.+)\)$/.exec(key.toLowerCase());
  return match === null ? undefined : (TYPES.get(match[1] as string) ?? 0);
}
