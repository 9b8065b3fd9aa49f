/**
 * Version 15: playlists. `rank` orders the items of a playlist as bytes (`app/library/playlists/rank.ts`). Nothing is
 * deleted, so that undo finds everything: a deleted playlist is not shown, and an item that was taken out has no rank.
 * Items outlive the rows of their tracks, as edits do.
 *
 * A part of a batch is what became of one field of a playlist, or of one item: `before` and `after` hold what undo needs.
 */
import type { Connection } from '../connection.ts';

export function playlists(connection: Connection): void {
  connection.exec(`
    CREATE TABLE playlist (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('folder', 'manual', 'smart', 'search')),
      shown INTEGER NOT NULL,
      name TEXT NOT NULL,
      folder INTEGER REFERENCES playlist,
      rule TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE playlist_item (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      playlist_id INTEGER NOT NULL REFERENCES playlist,
      track_id INTEGER NOT NULL,
      rank BLOB
    ) STRICT;
    CREATE INDEX playlist_item_order ON playlist_item (playlist_id, rank, track_id) WHERE rank IS NOT NULL;
    CREATE INDEX playlist_item_track ON playlist_item (track_id, playlist_id) WHERE rank IS NOT NULL;

    CREATE TABLE playlist_change (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_id INTEGER NOT NULL REFERENCES edit_batch,
      playlist_id INTEGER NOT NULL REFERENCES playlist,
      field TEXT NOT NULL CHECK (field IN ('shown', 'name', 'folder', 'rule')),
      before TEXT NOT NULL,
      after TEXT NOT NULL
    ) STRICT;
    CREATE INDEX playlist_change_of_batch ON playlist_change (batch_id);

    CREATE TABLE playlist_item_change (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_id INTEGER NOT NULL REFERENCES edit_batch,
      item_id INTEGER NOT NULL REFERENCES playlist_item,
      before BLOB,
      after BLOB
    ) STRICT;
    CREATE INDEX playlist_item_change_of_batch ON playlist_item_change (batch_id);
  `);
}
