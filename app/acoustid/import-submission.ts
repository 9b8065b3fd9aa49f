/** Stores what was decided about a submission: its recording gets its fingerprint, its MBID and its words. */
import { RecordedData } from '../recordings/recorded-data.ts';
import { RecordingTree } from '../recordings/recording-tree.ts';
import { RecordingWriter } from '../recordings/recording-writer.ts';
import type { Connection } from '../storage/connection.ts';
import { FEWEST_DISTINCT_ITEMS, type ImportDecision } from './import-decision.ts';
import type { SubmissionDetails } from './stored-submissions.ts';

export interface ImportRequest {
  /** Of the submission. */
  readonly id: number;
  /** Null for a fingerprint that says too little. */
  readonly decision: ImportDecision | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface SubmissionRow {
  readonly fingerprint: Uint8Array;
  readonly duration: number;
  readonly details: string;
}

/**
 * One transaction. A submission that was imported before stays as it is.
 * @returns the id of the fingerprint that was added; null where none was
 */
export function importSubmission(connection: Connection, request: ImportRequest): number | null {
  return connection.transaction(() => importOne(connection, request))();
}

function importOne(connection: Connection, { id, decision, at }: ImportRequest): number | null {
  const row = connection
    .prepare<[number], SubmissionRow>(
      "SELECT fingerprint, duration, details FROM submission WHERE id = ? AND state = 'pending'",
    )
    .get(id);
  if (row === undefined) return null;
  const finish = connection.prepare(
    "UPDATE submission SET state = 'imported', recording_id = ?, message = ? WHERE id = ?",
  );
  if (decision === null) {
    finish.run(null, `the fingerprint has fewer than ${FEWEST_DISTINCT_ITEMS} distinct items`, id);
    return null;
  }
  const details = JSON.parse(row.details) as SubmissionDetails;
  const recordingId =
    decision.kind === 'new recording'
      ? new RecordingWriter(connection).create(null, at)
      : new RecordingTree(connection).rootOf(decision.recordingId);
  const data = new RecordedData(connection);
  let added: number | null = null;
  if (decision.kind !== 'known fingerprint') {
    added = data.addFingerprint(recordingId, { ...row, bitrate: details.bitrate, format: details.format }, at);
  } else if (decision.fingerprintId !== null) {
    data.countFingerprint(decision.fingerprintId);
  }
  if (details.mbid !== null) data.addMbid(recordingId, details.mbid);
  data.addDescription(recordingId, details.metadata);
  if (details.foreignId !== null) {
    const [vendor, ...rest] = details.foreignId.split(':');
    data.addForeignId(recordingId, vendor!.toLowerCase(), rest.join(':'));
  }
  finish.run(recordingId, null, id);
  return added;
}
