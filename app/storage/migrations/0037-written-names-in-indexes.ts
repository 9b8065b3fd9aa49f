/**
 * Version 37: the indexes of names have them as they are written, too, so that a regular expression is matched without
 * reading rows of tracks, which are ten times as large. That of albums has them since version 27.
 */
import type { Connection } from '../connection.ts';

export function writtenNamesInIndexes(connection: Connection): void {
  connection.exec(`
    DROP INDEX track_title_key;
    DROP INDEX track_artist_key;
    DROP INDEX track_album_artist_key;
    CREATE INDEX track_title_key ON track (title_key, duration, bytes, title) WHERE present = 1;
    CREATE INDEX track_artist_key ON track (artist_key, album_key, duration, bytes, artist) WHERE present = 1;
    CREATE INDEX track_album_artist_key ON track (album_artist_key, album_key, duration, bytes, album_artist)
      WHERE present = 1;
  `);
}
