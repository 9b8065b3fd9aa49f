/**
 * Version 24: runs of `descant verify --deep` with how far they have come, and what the last look at each track has
 * found. A run without an end can be continued.
 */
import type { Connection } from '../connection.ts';

export function verification(connection: Connection): void {
  connection.exec(`
    CREATE TABLE verify_run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      query TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      -- Id of the last track that was looked at.
      after_track INTEGER NOT NULL DEFAULT 0,
      checked INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      agreed INTEGER NOT NULL DEFAULT 0,
      decoded INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE verify_problem (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run_id INTEGER NOT NULL REFERENCES verify_run ON DELETE CASCADE,
      track_id INTEGER NOT NULL REFERENCES track ON DELETE CASCADE,
      problem TEXT NOT NULL,
      message TEXT NOT NULL,
      found_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX verify_problem_run ON verify_problem (run_id, id);
    CREATE INDEX verify_problem_track ON verify_problem (track_id);
  `);
}
