/**
 * What the database knows of an index on a server: under which name this library claims it, how far it was filled, and
 * which documents it lacks.
 */
import { randomUUID } from 'node:crypto';
import type { Connection } from '../storage/connection.ts';
import { documentHashes } from './index-hashes.ts';
import { submittedOf } from './index-ids.ts';
import { readFileFingerprint, readStoredFingerprint } from './stored-fingerprint.ts';

export interface IndexServerRow {
  /** A UUID, under which this library claims indexes. */
  readonly library: string;
  /** Address of the index that the fingerprints were sent to last; null for none. */
  readonly url: string | null;
  /** Version of that index after the last of them. */
  readonly version: number;
  /** Whether all fingerprints were sent to it once. */
  readonly isFilled: boolean;
}

export interface WaitingDocument {
  /** Id in the index. */
  readonly document: number;
  readonly hashes: Uint32Array;
}

export interface WaitingPage {
  /** Where the page ends; null for an empty one. */
  readonly last: number | null;
  /** Without those whose fingerprint is gone or damaged. */
  readonly documents: readonly WaitingDocument[];
}

/** Null in a library that has never used a server. */
export function indexServer(connection: Connection): IndexServerRow | null {
  const row = connection
    .prepare<[], { library: string; url: string | null; version: number; filled: number }>(
      'SELECT library, url, version, filled FROM index_server',
    )
    .get();
  return row === undefined
    ? null
    : { library: row.library, url: row.url, version: row.version, isFilled: row.filled === 1 };
}

/** The name under which this library claims indexes; it is made with the first call. */
export function indexOwner(connection: Connection): string {
  connection.prepare('INSERT OR IGNORE INTO index_server (id, library) VALUES (1, ?)').run(randomUUID());
  return indexServer(connection)!.library;
}

/** Notes which index has the fingerprints; `url` null: the one in the library's folder, and nothing waits. */
export function storeIndexServer(
  connection: Connection,
  { url, version, isFilled }: Omit<IndexServerRow, 'library'>,
): void {
  connection.transaction(() => {
    if (url === null) connection.exec('DELETE FROM index_waiting');
    connection.prepare('UPDATE index_server SET url = ?, version = ?, filled = ?').run(url, version, isFilled ? 1 : 0);
  })();
}

/** Notes documents that the server lacks. Callers are inside a transaction, or need none. */
export function waitForIndex(connection: Connection, documents: readonly number[]): void {
  connection
    .prepare('INSERT INTO index_waiting (document) SELECT value FROM json_each(?)')
    .run(JSON.stringify(documents));
}

export function countWaiting(connection: Connection): number {
  return connection.prepare<[], number>('SELECT count(DISTINCT document) FROM index_waiting').pluck().get()!;
}

/** The documents that have waited longest. */
export function waitingDocuments(connection: Connection, limit: number): WaitingPage {
  const rows = connection
    .prepare<[number], { id: number; document: number }>('SELECT id, document FROM index_waiting ORDER BY id LIMIT ?')
    .all(limit);
  const ofFile = connection
    .prepare<[number], Buffer | null>('SELECT fingerprint FROM analysis WHERE file_id = ?')
    .pluck();
  const submitted = connection
    .prepare<[number], Buffer>('SELECT fingerprint FROM recording_fingerprint WHERE id = ?')
    .pluck();
  const documents = [...new Set(rows.map(({ document }) => document))].flatMap((document) => {
    const id = submittedOf(document);
    const items =
      id === null
        ? readFileFingerprint(connection, document, ofFile.get(document))
        : readStoredFingerprint(submitted.get(id));
    return items === null ? [] : [{ document, hashes: documentHashes(items) }];
  });
  return { last: rows.at(-1)?.id ?? null, documents };
}

/** Forgets that the documents of a page and those before it wait; what has come to wait since then stays. */
export function sentToIndex(connection: Connection, last: number): void {
  connection.prepare('DELETE FROM index_waiting WHERE id <= ?').run(last);
}
