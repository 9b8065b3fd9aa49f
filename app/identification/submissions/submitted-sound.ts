/**
 * What AcoustID is told of a track: the fingerprint of its first two minutes, its length, its MusicBrainz recording where
 * the tags name one, and its names and numbers.
 */
import { createHash } from 'node:crypto';
import { compress } from '../../audio/chromaprint/compression.ts';
import { acoustidItems } from '../../audio/chromaprint/fingerprinter.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../../library/effective-track.ts';
import { readFileFingerprint } from '../../recognition/stored-fingerprint.ts';
import type { Connection } from '../../storage/connection.ts';
import { tagFacts } from '../files-to-identify.ts';

/** Parameters of AcoustID's `submit`, without the number that each gets. */
export type SubmittedSound = Readonly<Record<string, string>>;

export type SubmittableTrack =
  | { readonly track: number; readonly digest: string; readonly hasRecording: boolean }
  | { readonly track: number; readonly lacks: 'sound' | 'name' };

interface Row extends EffectiveTrackRow {
  readonly id: number;
  readonly fileId: number;
  readonly fingerprint: Buffer | null;
  readonly duration: number;
  readonly codec: string;
  readonly bitrate: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function rowsOf(connection: Connection, ids: readonly number[]): Row[] {
  return connection
    .prepare<[string], Row>(`
      SELECT ${EFFECTIVE_TRACK_COLUMNS}, track.id, track.file_id AS fileId, track.duration, file.codec, file.bitrate, analysis.fingerprint
      FROM track JOIN file ON file.id = track.file_id LEFT JOIN analysis ON analysis.file_id = file.id
      WHERE track.id IN (SELECT value FROM json_each(?)) ORDER BY track.id`)
    .all(JSON.stringify(ids));
}

/** Which of these tracks can be submitted, and what stands for what is told of each. */
export function submittableTracks(connection: Connection, ids: readonly number[]): SubmittableTrack[] {
  return rowsOf(connection, ids).map((row) => {
    if (row.fingerprint === null || itemsOf(connection, row) === null || row.duration < 1) {
      return { track: row.id, lacks: 'sound' };
    }
    const words = wordsOf(row);
    if (!('mbid' in words || ('track' in words && 'artist' in words))) return { track: row.id, lacks: 'name' };
    const hash = createHash('sha256').update(row.fingerprint).update(JSON.stringify(words));
    return { track: row.id, digest: hash.digest('hex').slice(0, 32), hasRecording: 'mbid' in words };
  });
}

/** What AcoustID is told of these tracks; those without a fingerprint are left out. */
export function submittedSounds(connection: Connection, ids: readonly number[]): ReadonlyMap<number, SubmittedSound> {
  return new Map(
    rowsOf(connection, ids).flatMap((row) => {
      const items = itemsOf(connection, row);
      if (items === null) return [];
      return [[row.id, { fingerprint: compress(acoustidItems(items)), ...wordsOf(row) }] as const];
    }),
  );
}

function itemsOf(connection: Connection, { fileId, fingerprint }: Row): Uint32Array | null {
  return readFileFingerprint(connection, fileId, fingerprint);
}

function wordsOf(row: Row): SubmittedSound {
  const facts = tagFacts(effectiveTrackOf(row).tags);
  const bitrate = Math.round(row.bitrate / 1000);
  const words: Readonly<Record<string, string | number | null>> = {
    duration: Math.round(row.duration),
    mbid: UUID.test(facts.recordingId) ? facts.recordingId : null,
    track: facts.title,
    artist: facts.artist,
    album: facts.album,
    albumartist: facts.albumArtist,
    trackno: facts.number,
    discno: facts.disc,
    year: facts.year,
    fileformat: row.codec.toUpperCase(),
    bitrate: bitrate > 0 ? bitrate : null,
  };
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) =>
      value === null || value === '' || value === 0 ? [] : [[name, String(value)]],
    ),
  );
}
