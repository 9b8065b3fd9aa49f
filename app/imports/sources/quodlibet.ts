/**
 * Quod Libet: the file `songs` and the folder `playlists` beside it. Playlists are XSPF, or in versions before 4.5 a
 * path on each line; their name is that of the file, with `%` before two hexadecimal digits of what a name cannot have.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImportSourceError } from '../import-source-error.ts';
import {
  playlistOf,
  recordOf,
  type ImportedRecord,
  type ImportedReference,
  type SourceItem,
} from '../import-record.ts';
import { readElements } from '../../xml/read-elements.ts';
import { readXml } from '../../xml/read-xml.ts';
import { readPickledList, type PickleDictionary, type PickleValue } from './pickle.ts';
import { textOf as textOfFile } from './source-text.ts';
import { countOf, numberOf, pathOfText, pathOfUrl, positive, ratingOf, timeOfSeconds } from './source-values.ts';

const PLAYLISTS = 'playlists';
const LARGEST_PLAYLIST = 64 * 1024 * 1024;
const EXTENSION = /\.xspf$/i;

/** @param path of the file `songs` */
export function* readQuodLibet(path: string): Generator<SourceItem> {
  const references = new Map<string, ImportedReference>();
  for (const song of readPickledList(readFileSync(path))) {
    if (!(song instanceof Map)) throw new ImportSourceError('BAD_SOURCE', 'it holds something that is no song', path);
    const record = recordOfSong(song);
    if (record === null) continue;
    references.set(record.path!.toString('latin1'), record);
    yield { type: 'track', record };
  }
  yield* readPlaylists(join(dirname(path), PLAYLISTS), references);
}

function recordOfSong(song: PickleDictionary): ImportedRecord | null {
  const place = song.get('~filename');
  const path = Buffer.isBuffer(place) ? place : pathOfText(text(place));
  if (path === null || path[0] !== 0x2f) return null;
  return recordOf({
    path,
    title: text(song.get('title')),
    artist: text(song.get('artist')),
    album: text(song.get('album')),
    length: numberOf(song.get('~#length')),
    trackNumber: numberAtStart(song.get('tracknumber')),
    discNumber: numberAtStart(song.get('discnumber')),
    recordingId: text(song.get('musicbrainz_trackid')) || null,
    rating: ratingOf(song.get('~#rating'), 1),
    plays: countOf(song.get('~#playcount')),
    skips: countOf(song.get('~#skipcount')),
    lastPlayed: timeOfSeconds(song.get('~#lastplayed')),
    added: timeOfSeconds(song.get('~#added')),
  });
}

function* readPlaylists(folder: string, references: ReadonlyMap<string, ImportedReference>): Generator<SourceItem> {
  const itemOf = (path: Buffer | null): ImportedReference[] =>
    path === null ? [] : [references.get(path.toString('latin1')) ?? recordOf({ path })];
  for (const { file, name } of playlistFiles(folder)) {
    const items = EXTENSION.test(file) ? xspfPlaces(file) : linePlaces(file);
    yield { type: 'playlist', playlist: playlistOf({ name, items: Array.from(items, itemOf).flat() }) };
  }
}

function playlistFiles(folder: string): readonly { readonly file: string; readonly name: string }[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).toSorted();
  } catch {
    return [];
  }
  return names
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ file: join(folder, name), name: percentDecoded(name.replace(EXTENSION, '')) }))
    .filter(({ file }) => {
      const stats = statSync(file, { throwIfNoEntry: false });
      return stats?.isFile() === true && stats.size <= LARGEST_PLAYLIST;
    });
}

/** The locations of an XSPF playlist: URLs, or paths as Quod Libet itself writes them. */
function* xspfPlaces(file: string): Generator<Buffer | null> {
  for (const list of readElements(readXml(textOfFile(file)), 'playlist', 'trackList')) {
    for (const { children } of list.children) {
      const location = children.find(({ name }) => name === 'location')?.text ?? '';
      yield pathOfUrl(location) ?? pathOfText(location);
    }
  }
}

/** Paths are bytes that need not be text. */
function* linePlaces(file: string): Generator<Buffer | null> {
  const bytes = readFileSync(file);
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end === -1 ? undefined : end);
    if (line[0] === 0x2f) yield line;
    start = end === -1 ? bytes.length : end + 1;
  }
}

function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Quod Libet joins several values by line breaks; the first one tells the track. */
function text(value: PickleValue | undefined): string {
  const whole = Buffer.isBuffer(value) ? value.toString() : typeof value === 'string' ? value : '';
  return whole.split('\n', 1)[0]!;
}

/** `3` of `3/12`. */
function numberAtStart(value: PickleValue | undefined): number | null {
  return positive(/^\s*(\d{1,6})/.exec(text(value))?.[1]);
}
