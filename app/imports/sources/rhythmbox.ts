/**
 * Rhythmbox: `rhythmdb.xml` with the tracks, and `playlists.xml` beside it. Automatic playlists hold rules, which
 * become a query; see `rhythmbox-rules.ts`.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  playlistOf,
  recordOf,
  type ImportedRecord,
  type ImportedReference,
  type SourceItem,
} from '../import-record.ts';
import { readXml } from '../../xml/read-xml.ts';
import { readElements, type XmlElement } from '../../xml/read-elements.ts';
import { rhythmboxQuery } from './rhythmbox-rules.ts';
import { textOf } from './source-text.ts';
import { countOf, numberOf, pathOfUrl, positive, ratingOf, timeOfSeconds } from './source-values.ts';

const PLAYLISTS = 'playlists.xml';
/** Where tags are missing, Rhythmbox writes this word. */
const UNKNOWN = 'Unknown';

/** @param path of `rhythmdb.xml` */
export function* readRhythmbox(path: string): Generator<SourceItem> {
  const references = new Map<string, ImportedReference>();
  for (const entry of readElements(readXml(textOf(path)), 'rhythmdb', 'entry')) {
    if (entry.attributes.get('type') !== 'song') continue;
    const values = new Map(entry.children.map(({ name, text }) => [name, text]));
    const location = values.get('location') ?? '';
    const record = recordOfEntry(location, values);
    if (record === null) continue;
    references.set(location, record);
    yield { type: 'track', record };
  }
  const playlists = join(dirname(path), PLAYLISTS);
  if (existsSync(playlists)) yield* readRhythmboxPlaylists(playlists, references);
}

/** @param path of `playlists.xml` */
function* readRhythmboxPlaylists(
  path: string,
  references: ReadonlyMap<string, ImportedReference>,
): Generator<SourceItem> {
  for (const playlist of readElements(readXml(textOf(path)), 'rhythmdb-playlists', 'playlist')) {
    const type = playlist.attributes.get('type');
    const name = playlist.attributes.get('name') ?? '';
    // The queue is what was playing, and no playlist that a person has made.
    if (name === '' || type === 'queue') continue;
    if (type === 'automatic') yield automaticPlaylist(name, playlist);
    else {
      const items = playlist.children
        .filter((child) => child.name === 'location')
        .map(({ text }) => references.get(text) ?? recordOf({ path: pathOfUrl(text) }));
      yield { type: 'playlist', playlist: playlistOf({ name, items }) };
    }
  }
}

function automaticPlaylist(name: string, playlist: XmlElement): SourceItem {
  const limit = positive(playlist.attributes.get('limit-count') ?? playlist.attributes.get('limit'));
  const rules = rhythmboxQuery(playlist);
  if ('unknown' in rules) {
    const loss = `its rule "${rules.unknown}" cannot be expressed; the playlist is not imported`;
    return { type: 'playlist', playlist: playlistOf({ name, loss }) };
  }
  return { type: 'playlist', playlist: playlistOf({ name, query: rules.query, limit }) };
}

/** @returns null for what is no file */
function recordOfEntry(location: string, values: ReadonlyMap<string, string>): ImportedRecord | null {
  const path = pathOfUrl(location);
  if (path === null) return null;
  const known = (name: string): string => {
    const value = values.get(name) ?? '';
    return value === UNKNOWN ? '' : value;
  };
  return recordOf({
    path,
    title: known('title'),
    artist: known('artist'),
    album: known('album'),
    length: numberOf(values.get('duration')),
    trackNumber: positive(values.get('track-number')),
    discNumber: positive(values.get('disc-number')),
    recordingId: values.get('mb-trackid') ?? null,
    rating: ratingOf(values.get('rating'), 5),
    plays: countOf(values.get('play-count')),
    lastPlayed: timeOfSeconds(values.get('last-played')),
    added: timeOfSeconds(values.get('first-seen')),
  });
}
