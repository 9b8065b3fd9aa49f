/**
 * The tracks that are one recording, or a recording and a part of it, as far as files are compared. What a person has
 * decided holds: tracks that were split are no copies whatever they sound like, and tracks that were merged are.
 */
import type { SoundPair } from '../model/duplicates.ts';
import { SAME_RECORDING } from '../recognition/match-sounds.ts';
import type { Connection } from '../storage/connection.ts';

/** A page of files with a fingerprint. */
export interface FilePage {
  readonly files: number;
  /** Id of the last file of the page; null where there is none. */
  readonly last: number | null;
}

/** The page of files with a fingerprint behind the file `after`. */
export function fingerprintPage(connection: Connection, after: number, limit: number): FilePage {
  return connection
    .prepare<[number, number], FilePage>(`
      SELECT count(*) AS files, max(file_id) AS last FROM
        (SELECT file_id FROM analysis WHERE fingerprint IS NOT NULL AND file_id > ? ORDER BY file_id LIMIT ?)`)
    .get(after, limit)!;
}

interface KnownRow {
  readonly one: number;
  readonly other: number;
  readonly kind: 'copy' | 'part';
  readonly score: number;
  readonly offset: number;
}

/** SQL: the track is there, or set aside: whether it counts then is decided later (`settled-tracks.ts`). */
const IS_THERE = (track: string): string => `(${track}.present = 1 OR ${track}.aside > 0)`;

/** SQL: the recording of a track by the root of its family. */
const rootOf = (track: string): string => `
  (WITH RECURSIVE up (id, next) AS (
    SELECT recording.id, merged_into FROM recording JOIN recording_track ON recording.id = recording_id
      WHERE track_id = ${track}
    UNION ALL SELECT recording.id, merged_into FROM recording JOIN up ON recording.id = up.next)
  SELECT id FROM up WHERE next IS NULL)`;

/**
 * The pairs whose later file is one behind `after`, up to `to`.
 * @param least score, 0 to 1, from which a pair counts
 */
export function knownMatches(connection: Connection, after: number, to: number, least: number): SoundPair[] {
  const pairs = (later: string, earlier: string): string => `
    SELECT one.id AS one, other.id AS other, sound_match.kind, score, "offset"
    FROM sound_match JOIN track AS one ON one.file_id = sound_match.file_id AND ${IS_THERE('one')}
      JOIN track AS other ON other.file_id = other_id AND ${IS_THERE('other')}
    WHERE ${later} > @after AND ${later} <= @to AND ${earlier} < ${later} AND score >= @least
      AND (sound_match.kind <> 'copy' OR score < ${SAME_RECORDING} OR ${rootOf('one.id')} IS ${rootOf('other.id')})`;
  const found = connection
    .prepare<{ after: number; to: number; least: number }, KnownRow>(
      `${pairs('sound_match.file_id', 'other_id')} UNION ALL ${pairs('other_id', 'sound_match.file_id')}`,
    )
    .all({ after, to, least })
    .map(({ one, other, ...match }): SoundPair => ({ tracks: [one, other], ...match }));
  return [...found, ...mergedByPerson(connection, after, to)];
}

/** Of each track that a person has put into a recording the pair with the first track there. */
function mergedByPerson(connection: Connection, after: number, to: number): SoundPair[] {
  return connection
    .prepare<{ after: number; to: number }, { track: number; first: number }>(`
      SELECT track.id AS track, (
        WITH RECURSIVE family (id) AS (SELECT ${rootOf('track.id')} UNION ALL
          SELECT recording.id FROM recording JOIN family ON merged_into = family.id)
        SELECT min(member.id) FROM family JOIN recording_track ON recording_id = family.id
          JOIN track AS member ON member.id = recording_track.track_id
        WHERE member.present = 1) AS first
      FROM track JOIN recording_track ON track_id = track.id
      WHERE by_person = 1 AND present = 1 AND file_id > @after AND file_id <= @to`)
    .all({ after, to })
    .filter(({ track, first }) => first !== track)
    .map(({ track, first }) => ({ tracks: [first, track], kind: 'copy', score: 1, offset: 0 }));
}
