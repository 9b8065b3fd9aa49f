/** What the tags of one track say about its album. */
import type { Tags } from '../../../fuse/formats/layout.ts';
import { fold } from '../fold.ts';
import { VARIOUS } from './album-groups.ts';
import { withoutDisc } from './disc-names.ts';
import { artistsOf } from './value-fields.ts';

export interface AlbumFacts {
  /** Tracks with one key may be of one album; null for a track without an album. */
  readonly key: string | null;
  /** MusicBrainz release id, or null. */
  readonly release: string | null;
  readonly credit: string;
  readonly artist: string;
  readonly isCompilation: boolean;
  readonly totalTracks: number | null;
  readonly totalDiscs: number | null;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const VARIOUS_NAMES: ReadonlySet<string> = new Set([
  'various artists',
  'various',
  'va',
  'v.a.',
  'v/a',
  'verschiedene interpreten',
  'diverse',
  'varios artistas',
  'artistes divers',
]);
/** MusicBrainz' own artist for "various artists". */
const VARIOUS_ID = '89ad4ac3-39f7-470e-963a-56509c546377';
/** Guests, behind the artist. */
const GUESTS = /\s+[([]?(?:feat\.?|ft\.?|featuring)\s.*$/;

export function albumFacts(tags: Tags): AlbumFacts {
  const album = fold(tags['album']?.join('; ') ?? '').trim();
  const release = tags['musicbrainz_albumid']?.[0]?.trim().toLowerCase() ?? '';
  return {
    key: album === '' ? null : withoutDisc(album).name || album,
    release: album !== '' && UUID.test(release) ? release : null,
    credit: creditOf(tags),
    artist: person(artistsOf(tags)),
    isCompilation: isSet(tags['compilation']?.[0]),
    totalTracks: totalOf(tags, 'totaltracks', 'tracknumber'),
    totalDiscs: totalOf(tags, 'totaldiscs', 'discnumber'),
  };
}

function creditOf(tags: Tags): string {
  const credit = person(tags['albumartist'] ?? []);
  const isVarious = VARIOUS_NAMES.has(credit) || tags['musicbrainz_albumartistid']?.[0] === VARIOUS_ID;
  return isVarious ? VARIOUS : credit;
}

/** The first of several people, without guests. */
function person(names: readonly string[]): string {
  const name = fold(names[0] ?? '').trim();
  return name.replace(GUESTS, '') || name;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|true|yes)$/i.test(value.trim());
}

/** A total, from its own field or behind the number: 3/12. */
function totalOf(tags: Tags, field: string, number: string): number | null {
  const digits =
    /^\s*(\d{1,5})/.exec(tags[field]?.[0] ?? '') ?? /^\s*\d+\s*\/\s*(\d{1,5})/.exec(tags[number]?.[0] ?? '');
  return digits && Number(digits[1]) > 0 ? Number(digits[1]) : null;
}
