/** Makes the row of an album of the tracks that it consists of. */
import type { AlbumState } from '../../model/albums.ts';
import { fold } from '../fold.ts';
import { naturalKey } from '../natural-key.ts';
import { withoutArticle } from '../sort-articles.ts';
import { personOf, VARIOUS, type AlbumMember } from './album-groups.ts';
import { completenessOf } from './completeness.ts';
import { withoutDisc } from './disc-names.ts';

/** A track as the row of its album needs it. */
export interface AlbumTrack extends AlbumMember {
  /** Id of the album that the track belonged to before, or null. */
  readonly albumId: number | null;
  readonly key: string;
  readonly album: string;
  readonly albumArtist: string;
  readonly displayArtist: string;
  readonly genre: string;
  readonly kind: string;
  readonly duration: number;
  readonly bytes: number;
  readonly addedAt: number;
  readonly hasArt: boolean;
  readonly totalTracks: number | null;
  readonly totalDiscs: number | null;
}

/** What tags give for sorting an album, and its type; empty where they give nothing. */
export interface AlbumSorts {
  readonly album: string;
  readonly artist: string;
  readonly type: string;
}

/** Columns of table `album`. */
export interface AlbumColumns {
  readonly key: string;
  readonly release: string | null;
  readonly title: string;
  readonly title_sort: string;
  readonly artist: string;
  readonly artist_key: string;
  readonly artist_sort: string;
  readonly various: number;
  readonly year: number | null;
  readonly genre: string;
  readonly kind: string;
  readonly type: string;
  readonly tracks: number;
  readonly discs: number;
  readonly duration: number;
  readonly bytes: number;
  readonly state: AlbumState;
  readonly missing: number;
  readonly added_at: number;
  readonly cover_track: number | null;
}

/** Sorts after every name. */
const LAST = '\u{10ffff}';
const VARIOUS_ARTISTS = 'Various Artists';

/** Tracks in the order in which an album plays. */
export function inDiscOrder<Track extends Pick<AlbumMember, 'trackId' | 'disc' | 'number'>>(
  tracks: readonly Track[],
): Track[] {
  return [...tracks].sort(
    (a, b) => (a.disc ?? 0) - (b.disc ?? 0) || (a.number ?? Infinity) - (b.number ?? Infinity) || a.trackId - b.trackId,
  );
}

/** @param tracks at least one, in disc order */
export function albumColumns(tracks: readonly AlbumTrack[], sorts: AlbumSorts): AlbumColumns {
  const various = personOf(tracks) === VARIOUS;
  const artist = artistOf(tracks, various);
  const title = mostCommon(tracks.map(({ album }) => withoutDisc(album).name || album));
  const { state, missing } = completenessOf(tracks);
  const kinds = new Set(tracks.map(({ kind }) => kind));
  const years = tracks.flatMap(({ year }) => year ?? []);
  const artistKey = fold(artist);
  return {
    key: tracks[0]!.key,
    release: tracks.find(({ release }) => release !== null)?.release ?? null,
    title,
    title_sort: naturalKey(fold(sorts.album) || withoutArticle(fold(title))),
    artist,
    artist_key: artistKey,
    artist_sort: naturalKey((various ? '' : fold(sorts.artist)) || withoutArticle(artistKey) || LAST),
    various: Number(various),
    year: years.length === 0 ? null : mostCommon(years),
    genre: mostCommon(tracks.map(({ genre }) => genre)),
    kind: kinds.size === 1 ? tracks[0]!.kind : 'mixed',
    type: sorts.type,
    tracks: tracks.length,
    discs: new Set(tracks.map(({ disc }) => disc ?? 1)).size,
    duration: tracks.reduce((sum, { duration }) => sum + duration, 0),
    bytes: tracks.reduce((sum, { bytes }) => sum + bytes, 0),
    state,
    missing,
    added_at: tracks.reduce((first, { addedAt }) => Math.min(first, addedAt), Infinity),
    cover_track: tracks.find(({ hasArt }) => hasArt)?.trackId ?? null,
  };
}

function artistOf(tracks: readonly AlbumTrack[], various: boolean): string {
  const credited = tracks.filter(({ credit }) => (various ? credit === VARIOUS : credit !== ''));
  if (credited.length > 0) return mostCommon(credited.map(({ albumArtist }) => albumArtist));
  return various ? VARIOUS_ARTISTS : mostCommon(tracks.map(({ displayArtist }) => displayArtist));
}

/** The first of the most frequent values. */
function mostCommon<Value>(values: readonly Value[]): Value {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
