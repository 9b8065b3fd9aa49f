/** Version 7: tracks that the mount could not serve, with the cause. Reading the file again removes the row. */
import type { Connection } from '../connection.ts';

export function mountProblems(connection: Connection): void {
  connection.exec(`
    CREATE TABLE mount_problem (
      track_id INTEGER PRIMARY KEY REFERENCES track ON DELETE CASCADE,
      at INTEGER NOT NULL,
      message TEXT NOT NULL
    ) STRICT;
  `);
}
