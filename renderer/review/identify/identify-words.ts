/** What the page calls bands, reasons and sources of identification. */
import type {
  BandReason,
  IdentificationBand,
  IdentificationSource,
  ReleaseChoice,
} from '../../../app/model/identification.ts';
import { t, type Text } from '../../words/text.ts';

/** The place of the page in the address. */
export const IDENTIFY = 'identify';

export const BAND_WORDS: Readonly<Record<IdentificationBand, Text>> = {
  certain: 'Certain',
  likely: 'Likely',
  ambiguous: 'Ambiguous',
  none: 'No match',
};

export const SOURCE_WORDS: Readonly<Record<IdentificationSource, Text>> = {
  library: 'Own library',
  dumps: 'Dumps on this machine',
  acoustid: 'AcoustID',
  musicbrainz: 'MusicBrainz',
  'cover-art': 'Cover Art Archive',
};

export const REASON_WORDS: Readonly<Record<BandReason, Text>> = {
  agrees: 'Each file has its track, and no other release fits as well.',
  differs: 'Titles, lengths or numbers differ.',
  extra: 'Some files have no track in this release.',
  missing: 'Some tracks of this release have no file.',
  'extra-and-missing': 'Some files have no track in this release, and some tracks have no file.',
  editions: 'Another edition fits as well.',
  rivals: 'Another release fits about as well.',
  far: 'No release fits well.',
  'no-release': 'No release was found.',
};

/** `.93`, as a share of 1. */
export function scoreWords(score: number | null): string {
  if (score === null) return '';
  return score >= 0.995 ? '1.00' : score.toFixed(2).slice(1);
}

/** What tells a release from others of its title: `2016 · CD · NO · 12 tracks`. */
export function releaseWords({ date, format, country, label, tracks, comment }: ReleaseChoice): string {
  const parts = [date, comment, format, country, label, t('{{count}} tracks', { count: tracks })];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The id in what a person has typed or pasted: an id, or an address of MusicBrainz that has one. */
export function releaseIdIn(text: string): string | null {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0].toLowerCase() ?? null;
}
