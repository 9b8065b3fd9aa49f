/** Version 22: batches of the history that declare fields. `before` and `after` are the declaration as JSON, or null. */
import type { Connection } from '../connection.ts';

export function fieldChanges(connection: Connection): void {
  connection.exec(`
    CREATE TABLE field_change (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_id INTEGER NOT NULL REFERENCES edit_batch,
      name TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL
    ) STRICT;
    CREATE INDEX field_change_of_batch ON field_change (batch_id);
  `);
}
