/**
 * Version 25: which fields each track has, so that queries for fields without a column find their tracks in an index.
 * Derived like the values of fields (version 16).
 *
 * `field_set` has each combination of fields once: a JSON object of their names, with 1 where `field_value` has all of
 * the field's values and 0 where it lacks some. `catalogue_state.derived_to` and `outdated_track` tell whether what is
 * derived can be used: tracks with greater ids, and those of the table, have changed since. Tracks without
 * a set are derived anew by the first start, in slices behind other work.
 */
import type { Connection } from '../connection.ts';

export function fieldsOfTracks(connection: Connection): void {
  connection.exec(`
    CREATE TABLE field_set (id INTEGER PRIMARY KEY, fields TEXT NOT NULL UNIQUE) STRICT;
    ALTER TABLE album_track ADD COLUMN field_set INTEGER;
    CREATE INDEX album_track_fields ON album_track (field_set);

    CREATE TABLE catalogue_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      derived_to INTEGER NOT NULL
    ) STRICT;
    INSERT INTO catalogue_state (id, derived_to) VALUES (1, 0);
    CREATE TABLE outdated_track (track_id INTEGER PRIMARY KEY) STRICT;

    CREATE INDEX track_missing ON track (id) WHERE present = 0;
    CREATE INDEX analysis_bpm ON analysis (bpm) WHERE bpm IS NOT NULL;
    -- With the spelling, so that albums are counted without reading the table.
    DROP INDEX track_album_key;
    CREATE INDEX track_album_key ON track (album_key, album) WHERE present = 1;
  `);
}
