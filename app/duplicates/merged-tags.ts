/**
 * What the best copy of a recording takes over from the others: fields that it lacks, the highest rating, the favourite,
 * notes, and their plays. What it says itself stays, and a field that a person has removed from it stays removed.
 *
 * What describes one file (its encoder, its loudness) is not taken. What describes a release (album, numbers, cover) is
 * taken from copies of the same album alone: the same recording on a compilation has another number.
 */
import { inForm } from '../../fuse/fields/value-form.ts';
import type { EffectiveTrack } from '../library/effective-track.ts';
import { fold } from '../library/fold.ts';
import { PERSONAL_FIELDS } from '../library/personal-fields.ts';
import type { FieldChanges } from '../library/planned-edit.ts';
import type { PlayTotal } from '../library/plays.ts';

export interface MergedCopy {
  readonly id: number;
  readonly track: EffectiveTrack;
  readonly plays: number;
  readonly skips: number;
  /** Milliseconds since 1970; null where it was never played, or nobody knows when. */
  readonly lastPlayed: number | null;
}

/** What a file says about itself. */
const OF_FILE = /^(?:replaygain_|r128_|itun|encod|tlen$|gapless$|originalfilename$|acoustid_fingerprint$)/u;

/** What belongs to an album, and to the place of a track on it. */
const OF_RELEASE: ReadonlySet<string> = new Set([
  'album',
  'albumartist',
  'albumsort',
  'albumartistsort',
  'tracknumber',
  'totaltracks',
  'discnumber',
  'totaldiscs',
  'discsubtitle',
  'compilation',
  'releasedate',
  'label',
  'catalognumber',
  'barcode',
  'media',
  'releasecountry',
  'releasestatus',
  'releasetype',
  'asin',
  'picture',
  'musicbrainz_albumid',
  'musicbrainz_albumartistid',
  'musicbrainz_releasegroupid',
  'musicbrainz_trackid',
  'musicbrainz_discid',
]);

/** @param others the other copies, the best first */
export function mergedTags(best: MergedCopy, others: readonly MergedCopy[]): FieldChanges {
  const release = releaseOf([best, ...others]);
  const changes: Record<string, readonly string[]> = {};
  for (const { track } of others) {
    const isSameRelease = release !== null && albumOf(track) === release;
    for (const [field, values] of Object.entries(track.tags)) {
      if (Object.hasOwn(changes, field) || PERSONAL_FIELDS.has(field) || OF_FILE.test(field)) continue;
      if (OF_RELEASE.has(field) && !isSameRelease) continue;
      if (takes(best.track, field, values)) changes[field] = values;
    }
  }
  return { ...changes, ...personalOf(best, others) };
}

/** Plays and skips of the other copies. What an earlier merge has brought is not counted again (`Plays.missing`). */
export function mergedPlays(others: readonly MergedCopy[]): PlayTotal[] {
  return others.flatMap(({ id, plays, skips, lastPlayed }) => [
    ...(plays > 0 ? [{ kind: 'play' as const, total: plays, lastAt: lastPlayed, source: `copy ${id}` }] : []),
    ...(skips > 0 ? [{ kind: 'skip' as const, total: skips, lastAt: null, source: `copy ${id}` }] : []),
  ]);
}

/** The copy whose pictures the best one takes; null where it has some, or a person has removed them. */
export function copyWithPictures(best: MergedCopy, others: readonly MergedCopy[]): MergedCopy | null {
  if (best.track.hasArt || Object.hasOwn(best.track.overrides, 'picture')) return null;
  const release = releaseOf([best, ...others]);
  const isSameRelease = ({ track }: MergedCopy): boolean => release === null || albumOf(track) === release;
  return others.find((copy) => copy.track.hasArt && isSameRelease(copy)) ?? null;
}

/** Values are taken where the best copy has none of its own, or all that it has are among them. */
function takes(best: EffectiveTrack, field: string, values: readonly string[]): boolean {
  const known = best.values(field);
  if (known === null) return values.length > 0 && !Object.hasOwn(best.overrides, field);
  return values.length > known.length && known.every((value) => values.includes(value));
}

function personalOf(best: MergedCopy, others: readonly MergedCopy[]): FieldChanges {
  const notes = best.track.values('notes') ?? others.map(({ track }) => track.values('notes')).find(Boolean) ?? null;
  const highest = Math.max(...[best, ...others].map(ratingOf));
  return {
    ...(highest > ratingOf(best) ? { rating: [String(highest)] } : {}),
    ...(others.some(isFavourite) && !isFavourite(best) ? { favourite: ['1'] } : {}),
    ...(notes !== null && best.track.values('notes') === null ? { notes } : {}),
  };
}

function ratingOf({ track }: MergedCopy): number {
  const value = inForm(track.values('rating')?.[0] ?? '', 'rating');
  return value === null ? 0 : Number(value);
}

function isFavourite({ track }: MergedCopy): boolean {
  return track.values('favourite')?.[0] === '1';
}

/** The album of the first copy that names one. */
function releaseOf(copies: readonly MergedCopy[]): string | null {
  for (const { track } of copies) {
    const album = albumOf(track);
    if (album !== null) return album;
  }
  return null;
}

function albumOf(track: EffectiveTrack): string | null {
  const album = track.values('album');
  return album === null || album.length === 0 ? null : fold(album.join(' '));
}
