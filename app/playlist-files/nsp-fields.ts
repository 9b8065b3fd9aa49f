/** The names of fields in Navidrome's smart playlists (.nsp) and in queries, with the units in which both count. */
import { findField } from '../../fuse/fields/find-field.ts';
import { PlaylistFileError } from './playlist-file.ts';

/** Navidrome's name → ours, where they differ. A field that both name alike is not listed. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['year', 'date'],
  ['dateadded', 'added'],
  ['datemodified', 'changed'],
  ['filetype', 'kind'],
  ['filepath', 'path'],
  ['duration', 'length'],
  ['hascoverart', 'picture'],
  ['loved', 'favourite'],
  ['playcount', 'plays'],
  ['sorttitle', 'titlesort'],
  ['sortalbum', 'albumsort'],
  ['sortartist', 'artistsort'],
  ['sortalbumartist', 'albumartistsort'],
  ['albumtype', 'releasetype'],
  ['mbz_album_id', 'musicbrainz_albumid'],
  ['mbz_album_artist_id', 'musicbrainz_albumartistid'],
  ['mbz_artist_id', 'musicbrainz_artistid'],
  ['mbz_recording_id', 'musicbrainz_recordingid'],
  ['mbz_release_track_id', 'musicbrainz_trackid'],
  ['mbz_release_group_id', 'musicbrainz_releasegroupid'],
]);
const OWN_NAMES: ReadonlyMap<string, string> = new Map([...NAMES].map(([theirs, own]) => [own, theirs]));

/** A name that a query can begin a term with. */
const QUERY_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** How often the number of Navidrome goes into ours: it counts kilobits. */
const UNITS: ReadonlyMap<string, number> = new Map([['bitrate', 1000]]);

/** @throws PlaylistFileError for a name that no query can have */
export function fromNspField(name: string): string {
  const lower = name.toLowerCase();
  const own = NAMES.get(lower) ?? findField(lower)?.name ?? lower;
  if (!QUERY_NAME.test(own)) throw new PlaylistFileError(`queries have no field "${name}"`);
  return own;
}

export function toNspField(name: string): string {
  const field = findField(name)?.name ?? name;
  return OWN_NAMES.get(field) ?? field;
}

export function unitOf(field: string): number {
  return UNITS.get(field) ?? 1;
}
