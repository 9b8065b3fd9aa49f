/** What pictures show, in the words of people. Pure. */
import type { ArtType } from '../../app/model/art.ts';
import type { Text } from './text.ts';

/** In the order of the numbers that tags and the service have for them. */
export const ART_TYPE_LABELS: Readonly<Record<ArtType, Text>> = {
  other: 'Other picture',
  icon: 'File icon',
  'other-icon': 'Other icon',
  front: 'Front cover',
  back: 'Back cover',
  booklet: 'Booklet',
  disc: 'Disc',
  'lead-artist': 'Lead artist',
  artist: 'Picture of the artist',
  conductor: 'Conductor',
  band: 'Band',
  composer: 'Composer',
  lyricist: 'Lyricist',
  place: 'Place of the recording',
  recording: 'At the recording',
  performance: 'At a performance',
  screen: 'Screenshot',
  fish: 'A fish',
  illustration: 'Illustration',
  'band-logo': 'Logo of the band',
  'publisher-logo': 'Logo of the publisher',
};

const BY_NUMBER = Object.keys(ART_TYPE_LABELS) as ArtType[];

/** The type with a number; numbers that no standard knows are `other`. */
export function artTypeOf(type: number): ArtType {
  return BY_NUMBER[type] ?? 'other';
}

/** Types in the order in which people give them. */
export const OFFERED_ART_TYPES: readonly ArtType[] = [
  'front',
  'back',
  'disc',
  'booklet',
  'artist',
  'band',
  'illustration',
  'other',
];
