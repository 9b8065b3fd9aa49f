/**
 * The library of beets (`library.db`). beets itself has no ratings and counts: people and plugins keep them as flexible
 * attributes. Fields of the table `items` are in the files' tags too, unless beets was told not to write them.
 */
import type { Connection } from '../../storage/connection.ts';
import type { SourceItem } from '../import-record.ts';
import { recordOf } from '../import-record.ts';
import { columnsOf, onSourceDatabase } from './source-database.ts';
import { countOf, numberOf, positive, ratingOf, textOf, timeOfSeconds } from './source-values.ts';

interface ItemRow {
  readonly id: number;
  readonly path: Buffer | string | null;
  readonly title: unknown;
  readonly artist: unknown;
  readonly album: unknown;
  readonly length: unknown;
  readonly track: unknown;
  readonly disc: unknown;
  readonly mb_trackid: unknown;
  readonly added: unknown;
  readonly acoustid_id: unknown;
  readonly acoustid_fingerprint: unknown;
  /** Keys and values, as JSON. */
  readonly attributes: string;
}

/** Attributes that say what Descant keeps itself; the first of those that a track has holds. */
const RATINGS: readonly (readonly [name: string, most: number])[] = [
  // From 0 to 1, as the plugin mpdstats keeps it, or else from 0 to 10.
  ['rating', 1],
  ['stars_rating', 1],
  ['plex_userrating', 10],
];
const PLAYS = ['play_count', 'playcount', 'plex_viewcount'];
const SKIPS = ['skip_count', 'skipcount', 'plex_skipcount'];
const LAST_PLAYED = ['last_played', 'lastplayed', 'plex_lastviewedat'];
const FAVOURITE = ['loved', 'favourite', 'favorite'];
const NOTES = ['notes', 'note'];
/** Attributes that say how beets got or keeps a file: no facts about the music. */
const OWN =
  /^(data_source|mb_artistids|artists|itunes_.*|plex_.*|last_rating|path_.*|.*_checksum|acoustid_.*|cover.*)$/;

export function* readBeets(path: string): Generator<SourceItem> {
  yield* onSourceDatabase(path, itemsOf);
}

function* itemsOf(connection: Connection): Generator<SourceItem> {
  // Later versions keep them as attributes.
  const columns = columnsOf(connection, 'items');
  const column = (name: string): string => (columns.has(name) ? name : `NULL AS ${name}`);
  const items = connection.prepare<[], ItemRow>(`
    SELECT id, path, title, artist, album, length, track, disc, mb_trackid, added,
      ${column('acoustid_id')}, ${column('acoustid_fingerprint')},
      (SELECT json_group_array(json_array(key, iif(typeof(value) = 'blob', NULL, value))) FROM item_attributes
        WHERE entity_id = items.id) AS attributes
    FROM items ORDER BY id`);
  for (const item of items.iterate()) {
    const pairs = JSON.parse(item.attributes) as readonly (readonly [unknown, unknown])[];
    const attributes = new Map(pairs.map(([key, value]) => [String(key).toLowerCase(), value]));
    const first = (names: readonly string[]): unknown => {
      const name = names.find((one) => attributes.has(one));
      return name === undefined ? undefined : attributes.get(name);
    };
    const rated = RATINGS.find(([name]) => attributes.has(name));
    yield {
      type: 'track',
      record: recordOf({
        path: item.path === null ? null : Buffer.from(item.path),
        title: textOf(item.title),
        artist: textOf(item.artist),
        album: textOf(item.album),
        length: numberOf(item.length),
        trackNumber: positive(item.track),
        discNumber: positive(item.disc),
        recordingId: textOf(item.mb_trackid) || null,
        acoustidId: textOf(item.acoustid_id) || textOf(attributes.get('acoustid_id')) || null,
        fingerprint: textOf(item.acoustid_fingerprint) || textOf(attributes.get('acoustid_fingerprint')) || null,
        rating: rated ? beetsRating(attributes.get(rated[0]), rated[1]) : null,
        plays: countOf(first(PLAYS)),
        skips: countOf(first(SKIPS)),
        lastPlayed: timeOfSeconds(first(LAST_PLAYED)),
        added: timeOfSeconds(item.added),
        favourite: ['1', 'true', 'yes'].includes(String(first(FAVOURITE)).toLowerCase()),
        notes: textOf(first(NOTES)),
        fields: ownFields(attributes),
      }),
    };
  }
}

/** A rating of more than 1 is in stars or, above 5, in tenths or hundredths: people choose their own scale. */
function beetsRating(value: unknown, most: number): number | null {
  const number = numberOf(value) ?? 0;
  const scale = [most, 5, 10, 100].find((one) => one >= most && number <= one);
  return scale === undefined ? null : ratingOf(number, scale);
}

/** The attributes that say something about the music. */
function ownFields(attributes: ReadonlyMap<string, unknown>): Readonly<Record<string, readonly string[]>> {
  const read = new Set([...RATINGS.map(([name]) => name), ...PLAYS, ...SKIPS, ...LAST_PLAYED, ...FAVOURITE, ...NOTES]);
  return Object.fromEntries(
    Array.from(attributes)
      .filter(([name, value]) => !read.has(name) && !OWN.test(name) && String(value ?? '') !== '')
      .map(([name, value]) => [name, [String(value)]]),
  );
}
