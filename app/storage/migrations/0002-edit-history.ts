/**
 * Version 2: the history of edits. A batch says who, when and why; each of its edits says which field of which track,
 * and the values in force before and after (null: the field was absent). Undoing a batch is a batch too.
 */
import type { Connection } from '../connection.ts';

export function editHistory(connection: Connection): void {
  connection.exec(`
    CREATE TABLE edit_batch (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      author TEXT NOT NULL,
      author_kind TEXT NOT NULL CHECK (author_kind IN ('user', 'program', 'service', 'rule')),
      at INTEGER NOT NULL,
      note TEXT NOT NULL,
      undoes INTEGER REFERENCES edit_batch,
      undone_by INTEGER REFERENCES edit_batch
    ) STRICT;
    CREATE INDEX edit_batch_undoes ON edit_batch (undoes) WHERE undoes IS NOT NULL;

    CREATE TABLE edit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_id INTEGER NOT NULL REFERENCES edit_batch,
      track_id INTEGER NOT NULL,
      field TEXT NOT NULL,
      before TEXT,
      after TEXT
    ) STRICT;
    CREATE INDEX edit_of_batch ON edit (batch_id);
    CREATE INDEX edit_of_track ON edit (track_id, field, id);
  `);
}
