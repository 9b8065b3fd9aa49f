/** Reads what identification needs of tracks: the tags in force, their places, and the fingerprints of their sound. */
import { compress } from '../audio/chromaprint/compression.ts';
import { acoustidItems } from '../audio/chromaprint/fingerprinter.ts';
import { albumFolder, withoutDisc } from '../library/catalogue/disc-names.ts';
import { yearOf } from '../library/derived-columns.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import { readFileFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';
import type { Tags } from '../../fuse/formats/layout.ts';
import type { FileFacts } from './matching/compared-file.ts';
import type { AskedSound } from './sources/acoustid.ts';

interface Row extends EffectiveTrackRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly duration: number;
}

/** The tracks in the order of the places of their files, so that those of a folder follow one another. */
export function byPlace(connection: Connection, ids: readonly number[]): number[] {
  return connection
    .prepare<[string], number>(`
      SELECT track.id FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
      WHERE track.id IN (SELECT value FROM json_each(?)) ORDER BY folder.path, file.name`)
    .pluck()
    .all(JSON.stringify(ids));
}

/** These tracks in their order, as far as their files are there and can be read. */
export function filesToIdentify(connection: Connection, ids: readonly number[]): FileFacts[] {
  const rows = connection
    .prepare<[string], Row>(`
      SELECT ${EFFECTIVE_TRACK_COLUMNS}, track.id, track.duration, folder.path AS folder
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
      WHERE track.present = 1 AND file.error IS NULL AND track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, factsOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function factsOf(row: Row): FileFacts {
  const { folder, disc } = albumFolder(row.folder.toString());
  const name = row.name.toString();
  const track = effectiveTrackOf(row);
  const facts = tagFacts(track.tags);
  const dot = name.lastIndexOf('.');
  return {
    id: row.id,
    ...facts,
    disc: facts.disc ?? withoutDisc(facts.album).disc ?? disc,
    length: row.duration,
    folder,
    fileName: dot > 0 ? name.slice(0, dot) : name,
  };
}

/** What the tags alone tell. */
export function tagFacts(tags: Tags): Omit<FileFacts, 'id' | 'length' | 'folder' | 'fileName'> {
  const first = (field: string): string => (Object.hasOwn(tags, field) ? (tags[field]![0]?.trim() ?? '') : '');
  const all = (field: string): string => (Object.hasOwn(tags, field) ? tags[field]!.join('; ').trim() : '');
  return {
    title: first('title'),
    artist: all('artist'),
    album: first('album'),
    albumArtist: all('albumartist'),
    year: yearOf(tags),
    number: numberIn(first('tracknumber')),
    disc: numberIn(first('discnumber')),
    recordingId: first('musicbrainz_recordingid').toLowerCase(),
    releaseId: first('musicbrainz_albumid').toLowerCase(),
  };
}

function numberIn(text: string): number | null {
  const digits = /^\d{1,5}/.exec(text)?.[0];
  return digits === undefined ? null : Number(digits);
}

/** The sounds of these tracks, as AcoustID asks for them; tracks that are not analysed, or too short, are left out. */
export function acoustidSounds(connection: Connection, ids: readonly number[]): AskedSound[] {
  return connection
    .prepare<[string], { id: number; fileId: number; fingerprint: Buffer; length: number }>(`
      SELECT track.id, track.file_id AS fileId, fingerprint, track.duration AS length
      FROM track JOIN analysis ON analysis.file_id = track.file_id
      WHERE fingerprint IS NOT NULL AND track.id IN (SELECT value FROM json_each(?)) ORDER BY track.id`)
    .all(JSON.stringify(ids))
    .flatMap(({ id, fileId, fingerprint, length }) => {
      const items = readFileFingerprint(connection, fileId, fingerprint);
      return items === null ? [] : [{ id, fingerprint: compress(acoustidItems(items)), length }];
    });
}
