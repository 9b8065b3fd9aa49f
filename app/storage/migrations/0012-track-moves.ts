/**
 * Version 12: tracks that have moved to another file with the same recording. `other_id` is the track that was there; it
 * has gone to the file that the track came from.
 */
import type { Connection } from '../connection.ts';

export function trackMoves(connection: Connection): void {
  connection.exec(`
    CREATE TABLE track_move (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_id INTEGER NOT NULL REFERENCES edit_batch,
      track_id INTEGER NOT NULL,
      other_id INTEGER NOT NULL,
      from_file INTEGER NOT NULL,
      to_file INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX track_move_of_batch ON track_move (batch_id);
    CREATE INDEX track_move_of_track ON track_move (track_id);
  `);
}
