/** What the fingerprint index holds of fingerprints that programs have submitted. */
import { decompressBytes } from '../audio/chromaprint/compression.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { documentOfSubmitted, submittedOf } from '../recognition/index-ids.ts';
import type { Connection } from '../storage/connection.ts';

export interface SubmittedDocument {
  /** Id in the index. */
  readonly document: number;
  readonly hashes: Uint32Array;
}

/** @param after document of the page before; 0 for the first page */
export function submittedDocuments(connection: Connection, after: number, limit: number): SubmittedDocument[] {
  return connection
    .prepare<[number, number], { id: number; fingerprint: Buffer }>(
      'SELECT id, fingerprint FROM recording_fingerprint WHERE id > ? ORDER BY id LIMIT ?',
    )
    .all(submittedOf(after) ?? 0, limit)
    .map(({ id, fingerprint }) => ({
      document: documentOfSubmitted(id),
      hashes: documentHashes(decompressBytes(fingerprint).items),
    }));
}

export function countSubmitted(connection: Connection): number {
  return connection.prepare<[], number>('SELECT count(*) FROM recording_fingerprint').pluck().get()!;
}
