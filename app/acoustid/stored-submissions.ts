/**
 * The queue of submissions in the database: what programs have submitted waits there until it is imported, and stays as
 * the record of who said what.
 */
import { readStoredFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';
import { RecordingTree } from '../recordings/recording-tree.ts';
import type { RecordingDescription } from '../recordings/recorded-data.ts';

/** What a submission says beside the fingerprint. */
export interface SubmissionDetails {
  readonly mbid: string | null;
  readonly foreignId: string | null;
  readonly format: string | null;
  readonly bitrate: number | null;
  readonly metadata: RecordingDescription;
}

export interface NewSubmissions {
  readonly client: string;
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly submissions: readonly {
    /** In Chromaprint's compressed form, as bytes. */
    readonly fingerprint: Uint8Array;
    /** Seconds. */
    readonly duration: number;
    readonly details: SubmissionDetails;
  }[];
}

export interface PendingSubmission {
  readonly id: number;
  readonly fingerprint: Uint8Array;
  readonly duration: number;
}

export interface SubmissionState {
  readonly id: number;
  readonly state: 'pending' | 'imported';
  /** The recording that it belongs to; null while it waits, and for one that could not be used. */
  readonly gid: string | null;
  /** Why it could not be used; null where it was. */
  readonly message: string | null;
}

/** Stores submissions, all or none. @returns their ids, in the order given */
export function addSubmissions(
  connection: Connection,
  { client, user, at, submissions }: NewSubmissions,
): readonly number[] {
  const source = connection
    .prepare<[string, string], number>(`
      INSERT INTO submission_source (client, user) VALUES (?, ?)
      ON CONFLICT (client, user) DO UPDATE SET client = client RETURNING id`)
    .pluck();
  const add = connection.prepare(`
    INSERT INTO submission (at, source_id, fingerprint, duration, details, state) VALUES (?, ?, ?, ?, ?, 'pending')`);
  return connection.transaction(() => {
    const sourceId = source.get(client, user)!;
    return submissions.map(({ fingerprint, duration, details }) =>
      Number(add.run(at, sourceId, fingerprint, duration, JSON.stringify(details)).lastInsertRowid),
    );
  })();
}

/** Those that wait, the oldest first. */
export function pendingSubmissions(connection: Connection, limit: number): readonly PendingSubmission[] {
  return connection
    .prepare<[number], PendingSubmission>(
      "SELECT id, fingerprint, duration FROM submission WHERE state = 'pending' ORDER BY id LIMIT ?",
    )
    .all(limit);
}

/** In the order of the ids; those that were never given are left out. */
export function submissionStates(connection: Connection, ids: readonly number[]): readonly SubmissionState[] {
  const tree = new RecordingTree(connection);
  const read = connection.prepare<[number], Omit<SubmissionState, 'gid'> & { recordingId: number | null }>(
    'SELECT id, state, recording_id AS recordingId, message FROM submission WHERE id = ?',
  );
  return ids.flatMap((id) => {
    const row = read.get(id);
    if (row === undefined) return [];
    const { recordingId, ...state } = row;
    return [{ ...state, gid: recordingId === null ? null : tree.gidOf(recordingId) }];
  });
}

/** A submitted fingerprint; null where there is none, or where it is damaged. */
export function submittedFingerprint(
  connection: Connection,
  id: number,
): { readonly items: Uint32Array; readonly duration: number } | null {
  const row = connection
    .prepare<[number], { fingerprint: Buffer; duration: number }>(
      'SELECT fingerprint, duration FROM recording_fingerprint WHERE id = ?',
    )
    .get(id);
  const items = readStoredFingerprint(row?.fingerprint);
  return items && { items, duration: row!.duration };
}
