/**
 * Version 1: where music lies, and the tracks.
 *
 * A file is known by its folder and its name, both bytes. A track points at the file that plays; its effective tags
 * are the file's tags with the overrides laid over them (RFC 7396: null removes a field), and the columns from
 * `title` on are derived from those for lists, sorting and search.
 */
import type { Connection } from '../connection.ts';

export function filesAndTracks(connection: Connection): void {
  connection.exec(`
    CREATE TABLE root (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path BLOB NOT NULL UNIQUE,
      added_at INTEGER NOT NULL
    ) STRICT;

    -- A folder without a root belongs to no scanned place any more; its tracks keep their history.
    CREATE TABLE folder (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      root_id INTEGER REFERENCES root ON DELETE SET NULL,
      path BLOB NOT NULL UNIQUE
    ) STRICT;
    CREATE INDEX folder_root ON folder (root_id);

    CREATE TABLE file (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
      name BLOB NOT NULL,
      device INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      ctime_ns INTEGER NOT NULL,
      codec TEXT NOT NULL,
      duration REAL NOT NULL,
      sample_rate INTEGER NOT NULL,
      channels INTEGER NOT NULL,
      bits_per_sample INTEGER,
      bitrate INTEGER NOT NULL,
      lossless INTEGER NOT NULL,
      tags TEXT NOT NULL,
      layout TEXT,
      scanned_at INTEGER NOT NULL,
      missing_since INTEGER,
      error TEXT,
      UNIQUE (folder_id, name)
    ) STRICT;
    CREATE INDEX file_inode ON file (inode, device);

    CREATE TABLE track (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      file_id INTEGER NOT NULL UNIQUE REFERENCES file ON DELETE CASCADE,
      present INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      added_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      edited_at INTEGER NOT NULL DEFAULT 0,
      overrides TEXT NOT NULL DEFAULT '{}',
      title TEXT NOT NULL,
      artist TEXT NOT NULL,
      album TEXT NOT NULL,
      album_artist TEXT NOT NULL,
      genre TEXT NOT NULL,
      year INTEGER,
      track_number INTEGER,
      disc_number INTEGER,
      title_key TEXT NOT NULL,
      artist_key TEXT NOT NULL,
      album_key TEXT NOT NULL,
      album_artist_key TEXT NOT NULL,
      kind TEXT NOT NULL,
      duration REAL NOT NULL,
      bitrate INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      has_art INTEGER NOT NULL
    ) STRICT;
    -- Lists leave missing tracks out; indexes of just the others answer a page without reading the table.
    CREATE INDEX track_by_album ON track (album_artist_key, album_key, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_by_title ON track (title_key, id) WHERE present = 1;
    CREATE INDEX track_by_artist ON track (artist_key, album_key, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_by_album_title ON track (album_key, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_by_year ON track (year, album_key, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_by_added ON track (added_at, id) WHERE present = 1;

    CREATE TABLE track_genre (
      genre_key TEXT NOT NULL,
      track_id INTEGER NOT NULL REFERENCES track ON DELETE CASCADE,
      genre TEXT NOT NULL,
      PRIMARY KEY (genre_key, track_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX track_genre_track ON track_genre (track_id);

    CREATE VIRTUAL TABLE track_search USING fts5 (
      title, artist, album, albumartist, genre, composer, file,
      content = '', contentless_delete = 1, prefix = '1 2 3',
      tokenize = 'unicode61 remove_diacritics 2'
    );
  `);
}
