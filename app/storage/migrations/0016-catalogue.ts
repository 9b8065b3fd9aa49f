/**
 * Version 16: albums, and the values of fields by which tracks are counted. All of it is derived from the tracks
 * (`app/library/catalogue`), after scans and edits: `generation` tells for which state of a track it was derived.
 * Tracks whose file is missing have no rows.
 */
import type { Connection } from '../connection.ts';

export function catalogue(connection: Connection): void {
  connection.exec(`
    CREATE TABLE album (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL,
      release TEXT,
      title TEXT NOT NULL,
      title_sort TEXT NOT NULL,
      artist TEXT NOT NULL,
      artist_key TEXT NOT NULL,
      artist_sort TEXT NOT NULL,
      various INTEGER NOT NULL,
      year INTEGER,
      genre TEXT NOT NULL,
      kind TEXT NOT NULL,
      type TEXT NOT NULL,
      tracks INTEGER NOT NULL,
      discs INTEGER NOT NULL,
      duration REAL NOT NULL,
      bytes INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('complete', 'incomplete', 'unknown')),
      missing INTEGER NOT NULL,
      added_at INTEGER NOT NULL,
      cover_track INTEGER
    ) STRICT;
    CREATE INDEX album_key ON album (key);
    CREATE INDEX album_by_artist ON album (artist_sort, year, title_sort, id);

    CREATE TABLE album_track (
      track_id INTEGER PRIMARY KEY,
      generation INTEGER NOT NULL,
      album_id INTEGER,
      -- Tracks with one key, or one release, may be of one album; null for a track without an album.
      key TEXT,
      release TEXT,
      credit TEXT NOT NULL,
      artist TEXT NOT NULL,
      compilation INTEGER NOT NULL,
      total_tracks INTEGER,
      total_discs INTEGER
    ) STRICT;
    CREATE INDEX album_track_album ON album_track (album_id) WHERE album_id IS NOT NULL;
    CREATE INDEX album_track_key ON album_track (key) WHERE key IS NOT NULL;
    CREATE INDEX album_track_release ON album_track (release) WHERE release IS NOT NULL;

    -- Keys whose tracks have changed since their albums were made.
    CREATE TABLE stale_album_key (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    -- Each spelling of each value of a field; sort is what a tag gives for sorting it.
    CREATE TABLE field_value (
      id INTEGER PRIMARY KEY,
      field TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      sort TEXT,
      UNIQUE (field, value)
    ) STRICT;
    CREATE INDEX field_value_key ON field_value (field, key);

    CREATE TABLE track_value (
      value_id INTEGER NOT NULL,
      track_id INTEGER NOT NULL,
      PRIMARY KEY (value_id, track_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX track_value_track ON track_value (track_id);
  `);
}
