/** Version 4: pictures that have a copy in the art store, by the SHA-256 of their bytes. */
import type { Connection } from '../connection.ts';

export function pictures(connection: Connection): void {
  connection.exec(`
    CREATE TABLE picture (
      hash TEXT PRIMARY KEY,
      mime TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      length INTEGER NOT NULL,
      added_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
