/**
 * Version 34: tracks that are submitted to AcoustID, one row for each. `digest` stands for what is told of the track;
 * `sent` means that a request went out and no answer has come. `remote_id` is AcoustID's number of a pending one.
 */
import type { Connection } from '../connection.ts';

export function acoustidSubmissions(connection: Connection): void {
  connection.exec(`
    CREATE TABLE acoustid_submission (
      track_id INTEGER PRIMARY KEY REFERENCES track ON DELETE CASCADE,
      digest TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'pending', 'imported', 'refused')),
      queued_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      remote_id INTEGER,
      acoustid TEXT,
      reason TEXT,
      checks INTEGER NOT NULL DEFAULT 0,
      next_check INTEGER
    ) STRICT;
    CREATE INDEX acoustid_submission_state ON acoustid_submission (state, next_check, track_id);
  `);
}
