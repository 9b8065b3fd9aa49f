/**
 * Version 33: a fingerprint index on a server. `index_server` is a single row: the name under which the library claims
 * indexes, the index that its fingerprints were sent to last, the version of that index after the last of them, and
 * whether all were sent. `index_waiting` lists documents that the server lacks; one that waits again has a later row.
 */
import type { Connection } from '../connection.ts';

export function indexServer(connection: Connection): void {
  connection.exec(`
    CREATE TABLE index_server (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      library TEXT NOT NULL,
      url TEXT,
      version INTEGER NOT NULL DEFAULT 0,
      filled INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE index_waiting (id INTEGER PRIMARY KEY, document INTEGER NOT NULL) STRICT;
  `);
}
