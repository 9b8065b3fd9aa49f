/**
 * Version 5: saves in the mount that were refused. What the program wrote is kept as a file in the library's
 * quarantine until the user dismisses the save.
 */
import type { Connection } from '../connection.ts';

export function refusedSaves(connection: Connection): void {
  connection.exec(`
    CREATE TABLE refused_save (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      track_id INTEGER,
      path TEXT NOT NULL,
      author TEXT NOT NULL,
      reason TEXT NOT NULL,
      kept TEXT NOT NULL
    ) STRICT;
  `);
}
