/** Refused saves of the mount, until the user dismisses them. None is ever forgotten by itself. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RefusedSave } from '../../fuse/overlay/edit-sink.ts';
import { withCode } from '../model/messages.ts';
import type { RefusedSaveEntry } from '../model/mount.ts';
import type { Connection } from '../storage/connection.ts';
import { NotFoundError } from '../library/not-found.ts';
import { NOTE_EXTENSION, readRefusalNote, removeRefusalNote } from './refusal-note.ts';

// The column is never null: it is empty for a rename, of which nothing is kept.
const COLUMNS = "id, at, track_id AS trackId, path, author, reason, nullif(kept, '') AS kept";

/** Files without a note that are younger (ms) may still be written by a mount. */
const YOUNG = 60_000;

/**
 * Records a save; the note beside its kept file is not needed any more then. A save may be told by its note and by the
 * mount, in either order: it is recorded once. @param at milliseconds since 1970
 */
export function addRefusedSave(connection: Connection, save: RefusedSave, at = Date.now()): RefusedSaveEntry {
  const added =
    (save.kept === null ? undefined : recordOf(connection, save.kept)) ??
    connection
      .prepare<unknown[], RefusedSaveEntry>(
        `INSERT INTO refused_save (at, track_id, path, author, reason, kept) VALUES (?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
      )
      .get(at, save.trackId, save.path, save.author, save.reason, save.kept ?? '')!;
  if (save.kept !== null) removeRefusalNote(save.kept);
  return { ...added, ...withCode(added.reason) };
}

function recordOf(connection: Connection, kept: string): RefusedSaveEntry | undefined {
  return connection.prepare<[string], RefusedSaveEntry>(`SELECT ${COLUMNS} FROM refused_save WHERE kept = ?`).get(kept);
}

/**
 * Records the files of the quarantine that the library does not know: they were kept while the service was down or
 * could not write.
 * @param folder absolute path of the quarantine; it need not exist
 * @returns the saves that were recorded now
 */
export function adoptRefusedSaves(connection: Connection, folder: string): RefusedSaveEntry[] {
  const isKnown = connection.prepare<[string], number>('SELECT 1 FROM refused_save WHERE kept = ?').pluck();
  return filesIn(folder).flatMap((name) => {
    const kept = join(folder, name);
    if (isKnown.get(kept) !== undefined) {
      removeRefusalNote(kept);
      return [];
    }
    const note = readRefusalNote(kept);
    if (note !== null) return [addRefusedSave(connection, { ...note, kept }, note.at)];
    const changedAt = statSync(kept, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - changedAt < YOUNG) return [];
    const unknown = { trackId: null, path: name, author: 'unknown program', reason: UNRECORDED, kept };
    return [addRefusedSave(connection, unknown, Math.floor(changedAt))];
  });
}

const UNRECORDED = 'Descant ended before it could record why this save was refused.';

/** Names of the kept files, in order: that of their times. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.endsWith(NOTE_EXTENSION) && !name.startsWith('.'))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Newest first. */
export function refusedSaves(connection: Connection, limit: number): RefusedSaveEntry[] {
  return connection
    .prepare<[number], RefusedSaveEntry>(`SELECT ${COLUMNS} FROM refused_save ORDER BY id DESC LIMIT ?`)
    .all(limit)
    .map((save) => ({ ...save, ...withCode(save.reason) }));
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
