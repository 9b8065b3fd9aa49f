/** The recordings of the library page by page, and all that is known of one. */
import { copiesOf } from '../duplicates/copies.ts';
import { NotFoundError } from '../library/not-found.ts';
import type { ListedRecording, LoggedChange, RecordingDetail, RecordingList } from '../model/recordings.ts';
import type { Connection } from '../storage/connection.ts';
import { RecordingTree } from './recording-tree.ts';

export interface RecordingListRequest {
  /** Id of the last recording of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
  /** Tracks that a recording has at least; 0 for those without any, too. */
  readonly least: number;
}

/** Changes of the log that are told. */
const MOST_CHANGES = 100;
/** SQL: without the recordings of one track, which are nearly all. */
const MAY_HAVE_SEVERAL = `AND (id IN (SELECT recording_id FROM recording_track GROUP BY recording_id HAVING count(*) > 1)
  OR id IN (SELECT merged_into FROM recording WHERE merged_into IS NOT NULL))`;
/** SQL: a family of recordings. */
const FAMILY = 'recording_id IN (SELECT value FROM json_each(?))';

/** Recordings that were not merged into another, in the order in which they were made. */
export function recordingList(connection: Connection, { after, limit, least }: RecordingListRequest): RecordingList {
  const tree = new RecordingTree(connection);
  const roots = connection.prepare<[number], { id: number; gid: string }>(
    `SELECT id, gid FROM recording WHERE merged_into IS NULL AND id > ? ${least > 1 ? MAY_HAVE_SEVERAL : ''} ORDER BY id`,
  );
  const tracks = connection.prepare<[string], { id: number; title: string; artist: string }>(
    `SELECT id, title, artist FROM recording_track JOIN track ON track.id = track_id
     WHERE ${FAMILY} AND present = 1 ORDER BY id`,
  );
  const recordings: ListedRecording[] = [];
  for (const root of roots.iterate(after)) {
    if (recordings.length === limit) return { recordings, next: recordings.at(-1)!.id };
    const found = tracks.all(JSON.stringify(tree.familyOf(root.id)));
    if (found.length < least) continue;
    const { title = '', artist = '' } = found[0] ?? {};
    recordings.push({ ...root, tracks: found.map(({ id }) => id), title, artist });
  }
  return { recordings, next: null };
}

/**
 * The recording that an id or a gid stands for, also one of a merged recording.
 * @throws NotFoundError
 */
export function findRecording(tree: RecordingTree, named: string): number {
  const id = /^\d+$/.test(named) ? tree.ofId(Number(named)) : tree.ofGid(named);
  if (id === null) throw new NotFoundError(`there is no recording ${named}`);
  return id;
}

/** All that is known of a recording and of those that were merged into it. @throws NotFoundError */
export function recordingDetail(connection: Connection, named: string): RecordingDetail {
  const tree = new RecordingTree(connection);
  const id = findRecording(tree, named);
  const ids = JSON.stringify(tree.familyOf(id));
  const rows = <Row>(sql: string): Row[] => connection.prepare<[string], Row>(sql).all(ids);
  const gids = rows<{ gid: string; madeAt: number }>(
    'SELECT gid, made_at AS madeAt FROM recording WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  );
  const trackIds = rows<{ id: number }>(
    `SELECT id FROM recording_track JOIN track ON track.id = track_id WHERE ${FAMILY} AND present = 1`,
  );
  return {
    id,
    gid: gids[0]!.gid,
    merged: gids.slice(1).map(({ gid }) => gid),
    madeAt: gids[0]!.madeAt,
    tracks: copiesOf(
      connection,
      trackIds.map((track) => track.id),
    ),
    fingerprints: rows(
      `SELECT id, duration, bitrate, format, submissions FROM recording_fingerprint WHERE ${FAMILY} ORDER BY id`,
    ),
    mbids: rows<{ mbid: string; submissions: number; disabled: number }>(
      `SELECT mbid, sum(submissions) AS submissions, min(disabled) AS disabled FROM recording_mbid WHERE ${FAMILY}
       GROUP BY mbid ORDER BY disabled, submissions DESC, mbid`,
    ).map(({ disabled, ...mbid }) => ({ ...mbid, disabled: disabled === 1 })),
    metadata: rows(
      `SELECT track, artist, album, album_artist AS albumArtist, track_no AS trackNo, disc_no AS discNo, year,
         sum(submissions) AS submissions
       FROM recording_metadata WHERE ${FAMILY} GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY submissions DESC, min(id)`,
    ),
    foreignIds: rows(
      `SELECT vendor, foreign_id AS foreignId, sum(submissions) AS submissions FROM recording_foreign_id WHERE ${FAMILY}
       GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
    changes: rows<LoggedChange>(
      `SELECT at, what, note, batch_id AS batch FROM recording_change WHERE ${FAMILY} ORDER BY id DESC LIMIT ${MOST_CHANGES}`,
    ),
  };
}
