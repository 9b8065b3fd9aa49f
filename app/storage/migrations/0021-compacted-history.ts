/**
 * Version 21: what a compaction of the history has done. `edit.compacted` says which values of an edit are dropped: 1
 * for those before it, 2 for those after it, 3 for both. Batches up to `last_batch`, which are older than `before_at`,
 * may have lost values.
 *
 * The indexes find what has changed since a moment: plays, and files that are missing.
 */
import type { Connection } from '../connection.ts';

export function compactedHistory(connection: Connection): void {
  connection.exec(`
    ALTER TABLE edit ADD COLUMN compacted INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE history_compaction (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      author TEXT NOT NULL,
      before_at INTEGER NOT NULL,
      last_batch INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX play_at ON play (at) WHERE at IS NOT NULL;
    CREATE INDEX file_missing_since ON file (missing_since) WHERE missing_since IS NOT NULL;
  `);
}
