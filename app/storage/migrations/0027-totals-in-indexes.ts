/**
 * Version 27: indexes that have the length and size of each track, so that lists tell the totals of what a query finds
 * without reading rows of tracks, which are ten times as large. `track_totals` is for tracks that a query has found by
 * something else than their columns, the others for those that it finds by their keys.
 */
import type { Connection } from '../connection.ts';

export function totalsInIndexes(connection: Connection): void {
  connection.exec(`
    DROP INDEX track_title_key;
    DROP INDEX track_artist_key;
    DROP INDEX track_album_artist_key;
    DROP INDEX track_album_key;
    DROP INDEX track_by_year;
    DROP INDEX track_by_added;
    DROP INDEX track_by_plays;
    CREATE INDEX track_totals ON track (id, duration, bytes) WHERE present = 1;
    CREATE INDEX track_title_key ON track (title_key, duration, bytes) WHERE present = 1;
    CREATE INDEX track_artist_key ON track (artist_key, album_key, duration, bytes) WHERE present = 1;
    CREATE INDEX track_album_artist_key ON track (album_artist_key, album_key, duration, bytes) WHERE present = 1;
    CREATE INDEX track_album_key ON track (album_key, album, duration, bytes) WHERE present = 1;
    CREATE INDEX track_by_year ON track (year, album_sort, disc_number, track_number, id, duration, bytes)
      WHERE present = 1;
    CREATE INDEX track_by_added ON track (added_at, id, duration, bytes) WHERE present = 1;
    CREATE INDEX track_by_plays ON track (plays, id, duration, bytes) WHERE present = 1;
  `);
}
