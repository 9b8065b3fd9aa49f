/** What the store knows of sounds: fingerprints, their tracks, and the recordings and releases of these. */
import { readStoredFingerprint } from '../../recognition/stored-fingerprint.ts';
import type { Connection } from '../../storage/connection.ts';
import { uuidBytes, uuidText } from '../reading/line-values.ts';
import { recordingKey } from './recording-key.ts';

/** A track is followed so often through merges; in a circle it would be for ever. */
const MOST_MERGES = 20;
/** Recordings of a track, and releases of a recording. */
const MOST_RECORDINGS = 20;
const MOST_RELEASES = 40;

export interface KnownFingerprint {
  readonly id: number;
  readonly items: Uint32Array;
  /** Seconds. */
  readonly length: number;
  readonly trackId: number;
}

export interface ReleaseOfRecording {
  readonly id: string;
  readonly track_count: number;
}

/** What was submitted most often for a track, as text. */
export interface TrackWords {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly albumArtist: string;
}

/** The fingerprints that belong to a track; those that are damaged are left out. */
export function fingerprintsOf(connection: Connection, ids: readonly number[]): KnownFingerprint[] {
  return connection
    .prepare<[string], { id: number; length: number; data: Buffer; trackId: number }>(`
      SELECT id, length, data, track_id AS trackId FROM fingerprint JOIN track_fingerprint USING (id)
      WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids))
    .flatMap(({ data, ...known }) => {
      const items = readStoredFingerprint(data);
      return items === null ? [] : [{ ...known, items }];
    });
}

/** The track that a track has become by merges, with its gid; null where it is not there. */
export function trackOf(connection: Connection, id: number): { readonly id: number; readonly gid: string } | null {
  const find = connection.prepare<[number], { gid: Buffer; newId: number | null }>(
    'SELECT gid, new_id AS newId FROM track WHERE id = ?',
  );
  let at = id;
  for (let merges = 0; merges <= MOST_MERGES; merges += 1) {
    const found = find.get(at);
    if (found === undefined) return null;
    if (found.newId === null) return { id: at, gid: uuidText(found.gid) };
    at = found.newId;
  }
  return null;
}

/** MusicBrainz recordings of a track, those that were submitted most often first. */
export function recordingsOf(connection: Connection, trackId: number): string[] {
  return connection
    .prepare<[number], Buffer>(`
      SELECT mbid FROM track_mbid WHERE track_id = ? AND disabled = 0
      GROUP BY mbid ORDER BY sum(submissions) DESC, mbid LIMIT ${MOST_RECORDINGS}`)
    .pluck()
    .all(trackId)
    .map(uuidText);
}

/** @param recording a UUID */
export function releasesOf(connection: Connection, recording: string): ReleaseOfRecording[] {
  return connection
    .prepare<[number], { mbid: Buffer; tracks: number }>(`
      SELECT mbid, tracks FROM release_recording JOIN "release" ON "release".id = release_id
      WHERE recording = ? ORDER BY release_id LIMIT ${MOST_RELEASES}`)
    .all(recordingKey(uuidBytes(recording)))
    .map(({ mbid, tracks }) => ({ id: uuidText(mbid), track_count: tracks }));
}

/** Null where nothing was submitted. */
export function wordsOf(connection: Connection, trackId: number): TrackWords | null {
  return (
    connection
      .prepare<[number], TrackWords>(`
        SELECT title, artist, album, album_artist AS albumArtist FROM track_meta JOIN meta ON meta.id = meta_id
        WHERE track_id = ? AND album <> '' ORDER BY submissions DESC, meta_id LIMIT 1`)
      .get(trackId) ?? null
  );
}
