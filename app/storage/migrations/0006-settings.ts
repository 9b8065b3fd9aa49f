/** Version 6: the settings of the library. A key and a JSON value; a key without a row has its default. */
import type { Connection } from '../connection.ts';

export function settings(connection: Connection): void {
  connection.exec(`
    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
