/**
 * Version 17: what a person adds to tracks. `rating` and `favourite` are derived from the tags in force; `found_at` is
 * when a scan found the track, and `added_at` what counts: that, or another time that the person gave it.
 *
 * A row of `play` is one play or skip, or with a count above 1 so many that another program has counted, the last of
 * them at `at`; null where nobody knows when. `batch_id` is the batch of the history that brought it: it counts as long
 * as the batch is not undone. `plays`, `skips` and `last_played` of a track are the sums.
 *
 * Files with ratings among their tags, or with a frame of ID3v2 that holds one, lose their stamp, so that the next scan
 * reads their ratings.
 */
import type { Connection } from '../connection.ts';

export function ratingsAndPlays(connection: Connection): void {
  connection.exec(`
    ALTER TABLE track ADD COLUMN rating REAL;
    ALTER TABLE track ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE track ADD COLUMN found_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE track ADD COLUMN plays INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE track ADD COLUMN skips INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE track ADD COLUMN last_played INTEGER;
    UPDATE track SET found_at = added_at;
    CREATE INDEX track_by_rating ON track (rating, id) WHERE present = 1;
    CREATE INDEX track_favourite ON track (id) WHERE favourite = 1;
    CREATE INDEX track_by_plays ON track (plays, id) WHERE present = 1;
    CREATE INDEX track_by_last_played ON track (last_played, id) WHERE present = 1;

    CREATE TABLE play (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      track_id INTEGER NOT NULL REFERENCES track ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('play', 'skip')),
      at INTEGER,
      count INTEGER NOT NULL DEFAULT 1 CHECK (count > 0),
      source TEXT NOT NULL,
      batch_id INTEGER REFERENCES edit_batch
    ) STRICT;
    CREATE INDEX play_of_track ON play (track_id, at);
    CREATE INDEX play_of_batch ON play (batch_id) WHERE batch_id IS NOT NULL;

    UPDATE file SET ctime_ns = 0 WHERE missing_since IS NULL AND (
      json_type(tags, '$.rating') IS NOT NULL OR json_type(tags, '$.fmps_rating') IS NOT NULL
      OR tags LIKE '%"rating:%' OR layout LIKE '%POPM %');
  `);
}
