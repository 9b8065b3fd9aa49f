/**
 * Files that lie beside audio and belong to it: cue sheets, logs, lyrics, booklets, pictures. A row says
 * that the file was there, with this stamp, when its folder was last scanned; nothing else is known of
 * it, so a row whose file is gone goes too. Ids are never reused: the mount makes inode numbers of them.
 */
export const sidecars = `
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
`;
