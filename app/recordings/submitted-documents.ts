/** What the fingerprint index holds of fingerprints that programs have submitted. */
import { documentHashes } from '../recognition/index-hashes.ts';
import { documentOfSubmitted, submittedOf } from '../recognition/index-ids.ts';
import { readStoredFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';

export interface SubmittedDocument {
  /** Id in the index. */
  readonly document: number;
  readonly hashes: Uint32Array;
}

/**
 * A damaged fingerprint is a document without hashes, which no search finds.
 * @param after document of the page before; 0 for the first page
 */
export function submittedDocuments(connection: Connection, after: number, limit: number): SubmittedDocument[] {
  return connection
    .prepare<[number, number], { id: number; fingerprint: Buffer }>(
      'SELECT id, fingerprint FROM recording_fingerprint WHERE id > ? ORDER BY id LIMIT ?',
    )
    .all(submittedOf(after) ?? 0, limit)
    .map(({ id, fingerprint }) => ({
      document: documentOfSubmitted(id),
      hashes: documentHashes(readStoredFingerprint(fingerprint) ?? new Uint32Array()),
    }));
}

export function countSubmitted(connection: Connection): number {
  return connection.prepare<[], number>('SELECT count(*) FROM recording_fingerprint').pluck().get()!;
}
