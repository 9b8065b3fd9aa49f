/** Releases of the store: one by its id, and those whose title and artist have some words. */
import { comparedText, plainWords, textDistance } from '../../identification/matching/text-distance.ts';
import type { Release } from '../../identification/release.ts';
import type { FoundRelease } from '../../identification/sources/musicbrainz.ts';
import type { Connection } from '../../storage/connection.ts';
import { uuidBytes, uuidText } from '../reading/line-values.ts';
import { unpackRelease } from './packed-release.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Words of a title or of an artist that are searched for. */
const MOST_WORDS = 8;
/** Releases with the words that are compared. */
const COMPARED = 100;
const MOST_FOUND = 25;
/** How much the artist counts beside the title. */
const ARTIST_WEIGHT = 0.5;

/** @returns null where there is none */
export function storedRelease(connection: Connection, id: string): Release | null {
  if (!UUID.test(id)) return null;
  const data = connection
    .prepare<[Buffer], Buffer>('SELECT data FROM "release" WHERE mbid = ?')
    .pluck()
    .get(uuidBytes(id));
  return data === undefined ? null : withRecordings(connection, unpackRelease(data));
}

/** Lengths and ISRCs that the release leaves open, from its recordings. */
function withRecordings(connection: Connection, release: Release): Release {
  const find = connection.prepare<[Buffer], { length: number | null; isrcs: string }>(
    'SELECT length, isrcs FROM recording WHERE mbid = ?',
  );
  const tracks = release.tracks.map((track) => {
    if (track.length !== null && track.isrcs.length > 0) return track;
    const known = UUID.test(track.recordingId) ? find.get(uuidBytes(track.recordingId)) : undefined;
    if (known === undefined) return track;
    const length = track.length ?? (known.length === null ? null : known.length / 1000);
    const isrcs = track.isrcs.length > 0 ? track.isrcs : known.isrcs.split(' ').filter((one) => one !== '');
    return { ...track, length, isrcs };
  });
  return { ...release, tracks };
}

/**
 * Releases with the words of a title and an artist, the most similar first: with all of the words, or with some of them
 * where none has all. @param artist may be empty
 */
export function searchReleases(connection: Connection, title: string, artist: string): FoundRelease[] {
  const find = connection.prepare<[string], Named>(`
    SELECT mbid, "release".title, "release".artist, tracks FROM release_words
    JOIN "release" ON "release".id = release_words.rowid
    WHERE release_words MATCH ? ORDER BY rank LIMIT ${COMPARED}`);
  const [sameTitle, sameArtist] = [comparedText(title), comparedText(artist)];
  const artistWeight = artist === '' ? 0 : ARTIST_WEIGHT;
  const distanceTo = (named: Named): number =>
    (textDistance(sameTitle, comparedText(named.title)) +
      artistWeight * textDistance(sameArtist, comparedText(named.artist))) /
    (1 + artistWeight);
  for (const which of ['AND', 'OR'] as const) {
    const wanted = [inColumn('title', title, which), inColumn('artist', artist, which)].filter((part) => part !== '');
    if (wanted.length === 0) return [];
    const found = find.all(wanted.join(' AND '));
    if (found.length === 0) continue;
    return found
      .map((named) => ({
        id: uuidText(named.mbid),
        score: Math.round(100 * (1 - distanceTo(named))),
        tracks: named.tracks,
      }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_FOUND);
  }
  return [];
}

interface Named {
  readonly mbid: Buffer;
  readonly title: string;
  readonly artist: string;
  readonly tracks: number;
}

/** A condition of FTS5; empty for a text without words. */
function inColumn(column: string, text: string, which: 'AND' | 'OR'): string {
  const words =
    plainWords(text)
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, MOST_WORDS) ?? [];
  return words.length === 0 ? '' : `${column} : (${words.map((word) => `"${word}"`).join(` ${which} `)})`;
}
