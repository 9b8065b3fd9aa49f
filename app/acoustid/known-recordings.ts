/** What the database knows about recordings, for the answers to lookups. */
import { rootSql, RecordingTree } from '../recordings/recording-tree.ts';
import type { Connection } from '../storage/connection.ts';
import type { KnownRecording } from './known-recording.ts';

/** What is told of a recording, without the tags of its tracks. */
export interface RecordingFacts extends Omit<KnownRecording, 'tracks'> {
  readonly id: number;
  /** Tracks of the library whose file is there, the oldest first. */
  readonly tracks: readonly { readonly id: number; readonly duration: number }[];
}

/** A recording that has an MBID. */
export interface RecordingOfMbid {
  readonly mbid: string;
  readonly gid: string;
  readonly disabled: boolean;
}

/** Tracks and descriptions that are told of one recording. */
const MOST_TRACKS = 50;
const MOST_METADATA = 10;

/** Ids of the recordings that gids stand for, in the order of the gids; null for a gid that was never given. */
export function recordingsOfGids(connection: Connection, gids: readonly string[]): readonly (number | null)[] {
  const tree = new RecordingTree(connection);
  return gids.map((gid) => tree.ofGid(gid));
}

/** @param ids of recordings that are not merged */
export function recordingFacts(connection: Connection, ids: readonly number[]): readonly RecordingFacts[] {
  const tree = new RecordingTree(connection);
  const inFamily = 'recording_id IN (SELECT value FROM json_each(?))';
  const submitted = connection.prepare<[string], RecordingFacts['submitted'][number]>(`
    SELECT mbid, sum(submissions) AS sources FROM recording_mbid WHERE disabled = 0 AND ${inFamily} GROUP BY mbid`);
  const tracks = connection.prepare<[string], RecordingFacts['tracks'][number]>(`
    SELECT track.id, file.duration FROM recording_track JOIN track ON track.id = track_id
    JOIN file ON file.id = track.file_id WHERE ${inFamily} AND file.missing_since IS NULL
    ORDER BY track.id LIMIT ${MOST_TRACKS}`);
  const metadata = connection.prepare<[string], RecordingFacts['metadata'][number]>(`
    SELECT nullif(track, '') AS track, nullif(artist, '') AS artist, nullif(album, '') AS album,
      nullif(album_artist, '') AS albumArtist, nullif(track_no, 0) AS trackNumber, nullif(disc_no, 0) AS discNumber,
      nullif(year, 0) AS year, submissions AS sources
    FROM recording_metadata WHERE ${inFamily} ORDER BY submissions DESC, id LIMIT ${MOST_METADATA}`);
  return ids.map((id) => {
    const family = JSON.stringify(tree.familyOf(id));
    return {
      id,
      gid: tree.gidOf(id),
      submitted: submitted.all(family),
      tracks: tracks.all(family),
      metadata: metadata.all(family),
    };
  });
}

/** The recordings that MBIDs were submitted for. */
export function recordingsOfMbids(connection: Connection, mbids: readonly string[]): readonly RecordingOfMbid[] {
  return connection
    .prepare<[string], { mbid: string; gid: string; disabled: number }>(`
      SELECT mbid, root.gid, min(disabled) AS disabled FROM recording_mbid
      JOIN recording AS root ON root.id = ${rootSql('recording_id')}
      WHERE mbid IN (SELECT value FROM json_each(?)) GROUP BY mbid, root.id ORDER BY root.id`)
    .all(JSON.stringify(mbids))
    .map((row) => ({ ...row, disabled: row.disabled === 1 }));
}

/** The recordings of tracks with these MBIDs as a tag: that of the file, unless it was edited. */
export function taggedRecordings(
  connection: Connection,
  mbids: readonly string[],
): readonly Pick<RecordingOfMbid, 'mbid' | 'gid'>[] {
  // The conditions are those of the indexes.
  const tag = (column: string): string => `lower(${column} ->> '$.musicbrainz_recordingid[0]')`;
  const has = (column: string): string => `instr(${column}, '"musicbrainz_recordingid"') > 0`;
  const read = connection
    .prepare<{ mbid: string }, string>(`
      SELECT DISTINCT root.gid FROM (
        SELECT track.id FROM file JOIN track ON track.file_id = file.id
        WHERE ${has('tags')} AND ${tag('tags')} = @mbid AND instr(overrides, '"musicbrainz_recordingid"') = 0
        UNION SELECT id FROM track WHERE ${has('overrides')} AND ${tag('overrides')} = @mbid
      ) AS tagged JOIN recording_track ON track_id = tagged.id
      JOIN recording AS root ON root.id = ${rootSql('recording_id')} ORDER BY root.id`)
    .pluck();
  return mbids.flatMap((mbid) => read.all({ mbid }).map((gid) => ({ mbid, gid })));
}
