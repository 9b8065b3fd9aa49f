/**
 * Version 35: hashes of whole files, made where the bytes of copies are compared. A hash counts while the file has the
 * size and the time of its last write (nanoseconds since 1970) that it had when it was hashed.
 */
import type { Connection } from '../connection.ts';

export function fileHashes(connection: Connection): void {
  connection.exec(`
    CREATE TABLE file_hash (
      file_id INTEGER PRIMARY KEY REFERENCES file ON DELETE CASCADE,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
  `);
}
