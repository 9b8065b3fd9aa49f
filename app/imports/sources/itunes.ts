/**
 * `Library.xml` of iTunes and of Apple's Music, and what other programs write in its form (MusicBee's "iTunes Music
 * Library.xml"). Apple documents the file as what other programs may read.
 *
 * Ratings that the program has computed from those of an album are nobody's, and are left out. Rules of smart
 * playlists are binary; such a playlist comes with the tracks that its rules have found.
 */
import { readPlist, type PlistDictionary, type PlistValue } from '../../xml/read-plist.ts';
import {
  playlistOf,
  recordOf,
  type ImportedRecord,
  type ImportedReference,
  type SourceItem,
} from '../import-record.ts';
import { textOf as textOfFile } from './source-text.ts';
import { countOf, numberOf, pathOfUrl, positive, ratingOf, textOf } from './source-values.ts';

const PARTED = new Set(['Tracks', 'Playlists']);
/** Seconds from 1904, when the times of old Macs begin, to 1970. */
const MAC_EPOCH = 2_082_844_800;
/** Lists that the program keeps by itself. */
const SYSTEM = [
  'Master',
  'Distinguished Kind',
  'Music',
  'Movies',
  'TV Shows',
  'Podcasts',
  'Audiobooks',
  'Purchased Music',
];

export function* readItunes(path: string): Generator<SourceItem> {
  const tracks = new Map<PlistValue, ImportedReference>();
  const folders = new Map<string, readonly string[]>();
  for (const { key, value } of readPlist(textOfFile(path), PARTED)) {
    if (key === 'Library Persistent ID' && typeof value === 'string') yield { type: 'library', id: value };
    if (!(value instanceof Map)) continue;
    const entry = value as PlistDictionary;
    if (key === 'Tracks') {
      const record = recordOfTrack(entry);
      if (record === null) continue;
      tracks.set(entry.get('Track ID') ?? null, record);
      yield { type: 'track', record };
    } else if (key === 'Playlists') {
      yield* playlistOfEntry(entry, tracks, folders);
    }
  }
}

/** @returns null for what is no file: radio, tracks in the cloud alone */
function recordOfTrack(track: PlistDictionary): ImportedRecord | null {
  const location = textOf(track.get('Location'));
  const path = pathOfUrl(location);
  if (path === null && location !== '') return null;
  const isComputed = track.get('Rating Computed') === true;
  const length = numberOf(track.get('Total Time'));
  return recordOf({
    path,
    title: textOf(track.get('Name')),
    artist: textOf(track.get('Artist')),
    album: textOf(track.get('Album')),
    length: length === null ? null : length / 1000,
    trackNumber: positive(track.get('Track Number')),
    discNumber: positive(track.get('Disc Number')),
    rating: isComputed ? null : ratingOf(track.get('Rating'), 100),
    plays: countOf(track.get('Play Count')),
    skips: countOf(track.get('Skip Count')),
    lastPlayed: timeOf(track.get('Play Date UTC')) ?? timeOfMac(track.get('Play Date')),
    lastSkipped: timeOf(track.get('Skip Date')),
    added: timeOf(track.get('Date Added')),
    favourite: track.get('Loved') === true || track.get('Favorited') === true,
  });
}

function* playlistOfEntry(
  entry: PlistDictionary,
  tracks: ReadonlyMap<PlistValue, ImportedReference>,
  folders: Map<string, readonly string[]>,
): Generator<SourceItem> {
  const name = textOf(entry.get('Name'));
  const parents = folders.get(textOf(entry.get('Parent Persistent ID'))) ?? [];
  if (entry.get('Folder') === true) {
    folders.set(textOf(entry.get('Playlist Persistent ID')), [...parents, name]);
    return;
  }
  if (name === '' || SYSTEM.some((key) => entry.has(key))) return;
  const items = entry.get('Playlist Items');
  yield {
    type: 'playlist',
    playlist: playlistOf({
      name,
      folders: parents,
      items: (Array.isArray(items) ? (items as readonly PlistValue[]) : []).flatMap((item) =>
        item instanceof Map ? (tracks.get((item as PlistDictionary).get('Track ID') ?? null) ?? []) : [],
      ),
      loss: entry.has('Smart Criteria') ? 'its rules are not imported; its tracks of now are' : null,
    }),
  };
}

const timeOf = (value: PlistValue | undefined): number | null =>
  value instanceof Date && value.getTime() > 0 ? value.getTime() : null;

/** Of a number of seconds since 1904, in the time zone of this computer. */
function timeOfMac(value: PlistValue | undefined): number | null {
  const seconds = numberOf(value);
  if (seconds === null || seconds <= MAC_EPOCH) return null;
  const local = new Date((seconds - MAC_EPOCH) * 1000);
  return local.getTime() + local.getTimezoneOffset() * 60_000;
}
