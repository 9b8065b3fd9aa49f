/**
 * The databases of Strawberry and Clementine, which have the same tables. Their columns differ from version to version:
 * what a version lacks counts as not given. Places of older versions are paths, of newer ones URLs.
 */
import type { Connection } from '../../storage/connection.ts';
import { playlistOf, recordOf, type ImportedReference, type SourceItem } from '../import-record.ts';
import { columnsOf, onSourceDatabase } from './source-database.ts';
import {
  countOf,
  numberOf,
  pathOfText,
  pathOfUrl,
  positive,
  ratingOf,
  textOf,
  timeOfSeconds,
} from './source-values.ts';

type SongRow = Readonly<Record<string, unknown>>;

const NANOSECONDS = 1e9;

export function* readStrawberry(path: string): Generator<SourceItem> {
  yield* onSourceDatabase(path, itemsOf);
}

function* itemsOf(connection: Connection): Generator<SourceItem> {
  const references = new Map<number, ImportedReference>();
  const songs = connection.prepare<[], SongRow>('SELECT rowid AS song, * FROM songs ORDER BY rowid');
  for (const song of songs.iterate()) {
    // A file that is gone keeps its row for a while; the row still holds what the person added.
    const record = recordOf({
      ...referenceOf(song),
      rating: ratingOf(song['rating'], 1),
      plays: countOf(song['playcount']),
      skips: countOf(song['skipcount']),
      lastPlayed: timeOfSeconds(song['lastplayed']),
    });
    references.set(song['song'] as number, record);
    yield { type: 'track', record };
  }
  yield* playlistsOf(connection, references);
}

function* playlistsOf(
  connection: Connection,
  references: ReadonlyMap<number, ImportedReference>,
): Generator<SourceItem> {
  const columns = columnsOf(connection, 'playlists');
  if (!columns.has('name')) return;
  const collection = ['collection_id', 'library_id'].find((name) => columnsOf(connection, 'playlist_items').has(name));
  const items = connection.prepare<[number], SongRow>('SELECT * FROM playlist_items WHERE playlist = ? ORDER BY rowid');
  const playlists = connection.prepare<[], SongRow>('SELECT rowid AS playlist, * FROM playlists ORDER BY rowid').all();
  for (const playlist of playlists) {
    const found = items.all(playlist['playlist'] as number).map((item) => {
      const song = collection === undefined ? undefined : references.get(item[collection] as number);
      return song ?? recordOf(referenceOf(item));
    });
    const isDynamic = (numberOf(playlist['dynamic_playlist_type']) ?? 0) > 0;
    yield {
      type: 'playlist',
      playlist: playlistOf({
        name: textOf(playlist['name']),
        folders: textOf(playlist['ui_path'])
          .split('/')
          .filter((folder) => folder !== ''),
        items: found,
        loss: isDynamic ? 'its rules are not imported; its tracks of now are' : null,
      }),
    };
  }
}

function referenceOf(song: SongRow): ImportedReference {
  const url = [song['url'], song['filename']].find((place) => place !== null && place !== undefined && place !== '');
  const place = typeof url === 'string' ? url : Buffer.isBuffer(url) ? url.toString('latin1') : '';
  const path = Buffer.isBuffer(url) && url[0] === 0x2f ? url : (pathOfUrl(place) ?? pathOfText(place));
  const length = numberOf(song['length']);
  return {
    path,
    copies: [],
    title: textOf(song['title']),
    artist: textOf(song['artist']),
    album: textOf(song['album']),
    length: length === null || length <= 0 ? null : length / NANOSECONDS,
    trackNumber: positive(song['track']),
    discNumber: positive(song['disc']),
    acoustidId: null,
    fingerprint: null,
    recordingId: textOf(song['musicbrainz_recording_id']) || null,
  };
}
