/**
 * Version 30: what identification proposes for the tracks of an album, until somebody has decided. A track belongs to
 * one proposal at most, the latest.
 */
import type { Connection } from '../connection.ts';

export function proposals(connection: Connection): void {
  connection.exec(`
    CREATE TABLE proposal (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'skipped', 'never')),
      band TEXT NOT NULL CHECK (band IN ('certain', 'likely', 'ambiguous', 'none')),
      reason TEXT NOT NULL,
      -- Of the best release; null without one.
      score REAL,
      source TEXT,
      title TEXT NOT NULL,
      artist TEXT NOT NULL,
      releases INTEGER NOT NULL,
      -- The batch that has made the changes.
      batch_id INTEGER REFERENCES edit_batch,
      -- Files and releases, as JSON.
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX proposal_state ON proposal (state, id);

    CREATE TABLE proposal_track (
      track_id INTEGER PRIMARY KEY REFERENCES track ON DELETE CASCADE,
      proposal_id INTEGER NOT NULL REFERENCES proposal ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX proposal_track_proposal ON proposal_track (proposal_id);
  `);
}
