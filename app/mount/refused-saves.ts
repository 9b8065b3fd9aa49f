/** Refused saves of the mount, until the user dismisses them. */
import { rmSync } from 'node:fs';
import type { RefusedSave } from '../../fuse/overlay/edit-sink.ts';
import type { RefusedSaveEntry } from '../model/mount.ts';
import type { Connection } from '../storage/connection.ts';
import { NotFoundError } from '../library/edits.ts';

// The column is never null: it is empty for a rename, of which nothing is kept.
const COLUMNS = "id, at, track_id AS trackId, path, author, reason, nullif(kept, '') AS kept";

export function addRefusedSave(connection: Connection, save: RefusedSave): RefusedSaveEntry {
  return connection
    .prepare<unknown[], RefusedSaveEntry>(
      `INSERT INTO refused_save (at, track_id, path, author, reason, kept) VALUES (?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
    )
    .get(Date.now(), save.trackId, save.path, save.author, save.reason, save.kept ?? '')!;
}

/** Newest first. */
export function refusedSaves(connection: Connection, limit: number): RefusedSaveEntry[] {
  return connection
    .prepare<[number], RefusedSaveEntry>(`SELECT ${COLUMNS} FROM refused_save ORDER BY id DESC LIMIT ?`)
    .all(limit);
}

/** Deletes a refused save and its kept bytes. @throws NotFoundError */
export function dismissRefusedSave(connection: Connection, id: number): void {
  const kept = connection
    .prepare<[number], string>('DELETE FROM refused_save WHERE id = ? RETURNING kept')
    .pluck()
    .get(id);
  if (kept === undefined) throw new NotFoundError(`there is no refused save ${id}`);
  if (kept !== '') rmSync(kept, { force: true });
}
