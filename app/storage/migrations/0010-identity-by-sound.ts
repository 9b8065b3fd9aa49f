/**
 * Version 10: a file is known by its sound. `audio_key` tells audio from other audio (`fuse/formats/audio-key.ts`);
 * null where it has not been read yet. Several files may have lain at a place one after the other: only the one that
 * is there now holds it, so a place is unique among the files that are not missing.
 *
 * The table is made anew, because a constraint of a table cannot be dropped.
 */
import type { Connection } from '../connection.ts';

export function identityBySound(connection: Connection): void {
  const columns = `id, folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate, channels,
    bits_per_sample, bitrate, lossless, tags, layout, scanned_at, missing_since, error`;
  connection.exec(`
    CREATE TABLE file_by_sound (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
      name BLOB NOT NULL,
      device INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      ctime_ns INTEGER NOT NULL,
      audio_key BLOB,
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
      error TEXT
    ) STRICT;
    INSERT INTO file_by_sound (${columns}) SELECT ${columns} FROM file;
    UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'file') WHERE name = 'file_by_sound';
    DROP TABLE file;
    ALTER TABLE file_by_sound RENAME TO file;

    CREATE INDEX file_inode ON file (inode);
    CREATE INDEX file_folder ON file (folder_id, name);
    CREATE UNIQUE INDEX file_place ON file (folder_id, name) WHERE missing_since IS NULL;
    CREATE INDEX file_present_sound ON file (audio_key) WHERE missing_since IS NULL;
    CREATE INDEX file_missing_sound ON file (audio_key) WHERE missing_since IS NOT NULL;
  `);
}
