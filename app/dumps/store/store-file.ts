/**
 * The database of the dumps: a file of its own, apart from the library's. Everything in it can be had again from the
 * dumps, so a commit does not wait for the disk: a power cut may take the last ones, each as a whole, with the notes of
 * how far the files were read.
 *
 * `day` is that of the dump a row came from, in days since 1970, 0 where it is unknown: an older dump never replaces
 * what a newer one says.
 */
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../storage/connection.ts';
import { createPrivateFile } from '../../storage/private-files.ts';
import { onDatabase, StorageError } from '../../storage/storage-error.ts';
import { STORE } from './store-names.ts';

const VERSION = 1;
/** A fingerprint takes some 2.5 KB: in smaller pages there would be room for one, and none for a second. */
const PAGE_BYTES = 16_384;
const CACHE_KIB = 65_536;
/** Milliseconds that a statement waits for a lock. */
const LOCK_WAIT = 10_000;

const SCHEMA = `
  CREATE TABLE dump_file (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, day INTEGER NOT NULL, bytes INTEGER NOT NULL, modified REAL NOT NULL,
    offset INTEGER NOT NULL, lines INTEGER NOT NULL, refused INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE row_count (kind TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT;
  CREATE TABLE track (id INTEGER PRIMARY KEY, gid BLOB NOT NULL, new_id INTEGER, day INTEGER NOT NULL) STRICT;
  CREATE TABLE meta (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, artist TEXT NOT NULL, album TEXT NOT NULL, album_artist TEXT NOT NULL,
    day INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE fingerprint (
    id INTEGER PRIMARY KEY, length INTEGER NOT NULL, data BLOB NOT NULL, day INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE track_fingerprint (
    id INTEGER PRIMARY KEY, track_id INTEGER NOT NULL, submissions INTEGER NOT NULL, day INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE track_mbid (
    id INTEGER PRIMARY KEY, track_id INTEGER NOT NULL, mbid BLOB NOT NULL, submissions INTEGER NOT NULL,
    disabled INTEGER NOT NULL, day INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX track_mbid_track ON track_mbid (track_id);
  CREATE TABLE track_meta (
    id INTEGER PRIMARY KEY, track_id INTEGER NOT NULL, meta_id INTEGER NOT NULL, submissions INTEGER NOT NULL,
    day INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX track_meta_track ON track_meta (track_id);
  CREATE TABLE "release" (
    id INTEGER PRIMARY KEY, mbid BLOB NOT NULL UNIQUE, title TEXT NOT NULL, artist TEXT NOT NULL,
    tracks INTEGER NOT NULL, data BLOB NOT NULL, day INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE release_recording (
    recording INTEGER NOT NULL, release_id INTEGER NOT NULL, PRIMARY KEY (recording, release_id)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE release_words USING fts5(
    title, artist, content = '', contentless_delete = 1, detail = column, tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TABLE recording (
    mbid BLOB PRIMARY KEY, title TEXT NOT NULL, artist TEXT NOT NULL, length INTEGER, isrcs TEXT NOT NULL,
    day INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${VERSION};
`;

/**
 * Opens the database in a folder of dumps, and makes both where they are missing.
 * @throws StorageError
 */
export function openStore(folder: string): Connection {
  const path = join(folder, STORE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  createPrivateFile(path);
  return onDatabase(path, () => {
    const connection = new Database(path, { timeout: LOCK_WAIT });
    try {
      connection.pragma(`page_size = ${PAGE_BYTES}`);
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = NORMAL');
      connection.pragma(`cache_size = -${CACHE_KIB}`);
      connection.pragma('temp_store = MEMORY');
      prepare(connection, path);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

function prepare(connection: Connection, path: string): void {
  connection
    .transaction(() => {
      const version = connection.pragma('user_version', { simple: true });
      if (version === VERSION) return;
      if (version !== 0) {
        const message = `${path} was made by another version of Descant: descant dumps remove, then add the dumps again`;
        throw new StorageError('STORAGE_FAILED', path, message, null);
      }
      connection.exec(SCHEMA);
    })
    .immediate();
}
