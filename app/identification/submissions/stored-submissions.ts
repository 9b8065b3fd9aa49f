/** Submissions to AcoustID in the database: one row for each track, whatever becomes of it. */
import { saidBy } from '../../model/messages.ts';
import type { SubmissionPage, SubmissionRow, SubmissionState } from '../../model/submissions.ts';
import { SUBMISSION_STATES } from '../../model/submissions.ts';
import type { Connection } from '../../storage/connection.ts';

export interface NewSubmission {
  readonly track: number;
  readonly digest: string;
}

/** What AcoustID has said of a submission, or what is to be noted of it. */
export interface SubmissionChange {
  readonly track: number;
  readonly state: SubmissionState;
  /** AcoustID's number of it. */
  readonly remoteId?: number;
  readonly acoustid?: string;
  readonly reason?: string;
  /** When it is asked for again, in milliseconds since 1970. */
  readonly nextCheck?: number;
}

export interface PendingSubmission {
  readonly track: number;
  readonly remoteId: number;
  /** How often it was asked for. */
  readonly checks: number;
}

/**
 * Queues tracks. One that was submitted before is queued again only if what is told of it has changed and nothing of it is
 * under way. @returns how many were queued
 */
export function queueSubmissions(connection: Connection, tracks: readonly NewSubmission[], at: number): number {
  const queue = connection.prepare(`
    INSERT INTO acoustid_submission (track_id, digest, state, queued_at, changed_at)
    SELECT @track, @digest, 'waiting', @at, @at WHERE EXISTS (SELECT 1 FROM track WHERE id = @track)
    ON CONFLICT (track_id) DO UPDATE SET digest = @digest, state = 'waiting', queued_at = @at, changed_at = @at,
      remote_id = NULL, acoustid = NULL, reason = NULL, checks = 0, next_check = NULL
      WHERE digest <> @digest AND state IN ('imported', 'refused')`);
  let queued = 0;
  connection.transaction(() => {
    for (const { track, digest } of tracks) queued += queue.run({ track, digest, at }).changes;
  })();
  return queued;
}

/** Which of these tracks `queueSubmissions` would leave alone. */
export function knownSubmissions(connection: Connection, tracks: readonly NewSubmission[]): readonly number[] {
  const known = connection
    .prepare<[number, string], number>(
      `SELECT track_id FROM acoustid_submission WHERE track_id = ?
        AND NOT (digest <> ? AND state IN ('imported', 'refused'))`,
    )
    .pluck();
  return tracks.flatMap(({ track, digest }) => known.get(track, digest) ?? []);
}

/** Notes what has become of submissions; those that a person has dropped meanwhile stay dropped. */
export function noteSubmissions(connection: Connection, changes: readonly SubmissionChange[], at: number): void {
  const note = connection.prepare(`
    UPDATE acoustid_submission SET state = @state, changed_at = @at, remote_id = coalesce(@remoteId, remote_id),
      acoustid = @acoustid, reason = @reason, next_check = @nextCheck,
      checks = CASE WHEN state = 'pending' THEN checks + 1 ELSE 0 END
    WHERE track_id = @track`);
  connection.transaction(() => {
    for (const change of changes) {
      note.run({ remoteId: null, acoustid: null, reason: null, nextCheck: null, at, ...change });
    }
  })();
}

/** What an earlier run has sent without hearing an answer is told as such. */
export function noteUnanswered(connection: Connection, reason: string): void {
  connection.prepare("UPDATE acoustid_submission SET reason = ? WHERE state = 'sent' AND reason IS NULL").run(reason);
}

/** Queues submissions again that were refused, or of which no answer came. @param tracks null for all */
export function retrySubmissions(connection: Connection, tracks: readonly number[] | null, at: number): number {
  return connection
    .prepare(
      `UPDATE acoustid_submission SET state = 'waiting', changed_at = ?, reason = NULL, remote_id = NULL
       WHERE state IN ('sent', 'refused') AND ${OF_TRACKS}`,
    )
    .run(at, json(tracks), json(tracks)).changes;
}

/** Forgets submissions that AcoustID does not have, or whatever is known of these tracks. @param tracks null for all */
export function dropSubmissions(connection: Connection, tracks: readonly number[] | null): number {
  const which = tracks === null ? "state IN ('waiting', 'sent', 'refused')" : OF_TRACKS;
  const values = tracks === null ? [] : [json(tracks), json(tracks)];
  return connection.prepare(`DELETE FROM acoustid_submission WHERE ${which}`).run(...values).changes;
}

const OF_TRACKS = '(? IS NULL OR track_id IN (SELECT value FROM json_each(?)))';
const json = (tracks: readonly number[] | null): string | null => (tracks === null ? null : JSON.stringify(tracks));

export function countSubmissions(connection: Connection): Readonly<Record<SubmissionState, number>> {
  const counted = connection
    .prepare<[], { state: SubmissionState; count: number }>(
      'SELECT state, count(*) AS count FROM acoustid_submission GROUP BY state',
    )
    .all();
  const counts = Object.fromEntries(SUBMISSION_STATES.map((state) => [state, 0])) as Record<SubmissionState, number>;
  for (const { state, count } of counted) counts[state] = count;
  return counts;
}

export interface SubmissionListRequest {
  /** Null for all. */
  readonly state: SubmissionState | null;
  readonly offset: number;
  readonly limit: number;
}

export function submissionPage(
  connection: Connection,
  { state, offset, limit }: SubmissionListRequest,
): SubmissionPage {
  const counts = countSubmissions(connection);
  const total = state === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[state];
  const rows = connection
    .prepare<[SubmissionState | null, SubmissionState | null, number, number], Omit<SubmissionRow, 'said'>>(`
      SELECT track_id AS track, track.title, track.artist, acoustid_submission.state, queued_at AS queuedAt,
        acoustid_submission.changed_at AS changedAt, acoustid, reason
      FROM acoustid_submission JOIN track ON track.id = track_id
      WHERE ? IS NULL OR acoustid_submission.state = ?
      ORDER BY acoustid_submission.changed_at DESC, track_id LIMIT ? OFFSET ?`)
    .all(state, state, limit, offset);
  return { total, rows: rows.map((row) => ({ ...row, said: row.reason === null ? null : saidBy(row.reason) })) };
}

/** Tracks that wait, in the order in which they were queued. */
export function waitingSubmissions(connection: Connection, limit: number): number[] {
  return connection
    .prepare<[number], number>(
      "SELECT track_id FROM acoustid_submission WHERE state = 'waiting' ORDER BY queued_at, track_id LIMIT ?",
    )
    .pluck()
    .all(limit);
}

/** Submissions that AcoustID is to be asked for by now. */
export function dueSubmissions(connection: Connection, at: number, limit: number): PendingSubmission[] {
  return connection
    .prepare<[number, number], PendingSubmission>(`
      SELECT track_id AS track, remote_id AS remoteId, checks FROM acoustid_submission
      WHERE state = 'pending' AND next_check <= ? ORDER BY next_check LIMIT ?`)
    .all(at, limit);
}

/** When AcoustID is to be asked next; null where nothing is pending. */
export function nextCheck(connection: Connection): number | null {
  return connection
    .prepare<[], number | null>("SELECT min(next_check) FROM acoustid_submission WHERE state = 'pending'")
    .pluck()
    .get()!;
}
