/** The gids of tracks' recordings. */
import type { Connection } from '../storage/connection.ts';
import { rootSql } from './recording-tree.ts';

/** Track id → gid of its recording, without the tracks that have none yet. */
export function recordingsOfTracks(connection: Connection, trackIds: readonly number[]): Map<number, string> {
  const rows = connection
    .prepare<[string], { track: number; gid: string }>(`
      SELECT track_id AS track, (SELECT gid FROM recording WHERE id = ${rootSql('recording_track.recording_id')}) AS gid
      FROM recording_track WHERE track_id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(trackIds));
  return new Map(rows.map(({ track, gid }) => [track, gid]));
}
