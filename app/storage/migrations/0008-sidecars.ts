/**
 * Version 8: files that lie beside audio and belong to it: cue sheets, logs, lyrics, booklets, pictures. A row says
 * that the last scan of the folder saw the file, with this stamp; nothing else is known of it, so a row whose file is
 * gone is deleted. Ids are never reused: the mount makes inode numbers of them.
 */
import type { Connection } from '../connection.ts';

export function sidecars(connection: Connection): void {
  connection.exec(`
    CREATE TABLE sidecar (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
      name BLOB NOT NULL,
      device INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      ctime_ns INTEGER NOT NULL,
      UNIQUE (folder_id, name)
    ) STRICT;
  `);
}
