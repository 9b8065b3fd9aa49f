/**
 * Pictures of the art store that nothing names any more, and their deletion.
 *
 * Invariants:
 * - A picture stays as long as a track, an edit of the history or a backup of the edits names it: undo, redo and `descant
 *   restore` bring back what they name. A compaction of the history releases pictures.
 * - A picture that came less than a day ago stays, because it is stored before the edit that names it.
 * - The writing thread looks once more at what was written since, and deletes row and file in one transaction. After a
 *   kill in between the row is there without its file, and the next run deletes it.
 * - Files without a row are left alone: they belong to whoever is storing them.
 */
import Database from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { PICTURE_FIELD } from '../library/pictures.ts';
import type { CleanedArt } from '../model/art.ts';
import { picturePath } from '../storage/art-store.ts';
import type { Connection } from '../storage/connection.ts';

/** Edits that are read at once: a statement in between holds no reader's snapshot for long. */
const PAGE = 100_000;
/** Hashes in any text of the database that may name pictures. A text that only looks like a hash keeps one picture more. */
const HASH = /[0-9a-f]{64}/g;

/** A backup of the edits cannot be read, so that nobody knows which pictures it names. */
export class UnreadableBackupError extends Error {
  readonly code = 'BACKUP_UNREADABLE';
  readonly path: string;
  constructor(path: string, cause: unknown) {
    super(
      `${path} cannot be read, and may name pictures: ${(cause as Error).message}; move it away if it is of no use`,
      { cause },
    );
    this.name = 'UnreadableBackupError';
    this.path = path;
  }
}

export interface UnnamedPictures {
  readonly hashes: readonly string[];
  /** Bytes of their files. */
  readonly bytes: number;
  /** Pictures that nothing names, but that came too recently. */
  readonly recent: number;
  /** Id of the last edit that was looked at. */
  readonly lastEdit: number;
}

export interface DeleteRequest {
  readonly hashes: readonly string[];
  readonly lastEdit: number;
  /** Milliseconds since 1970. */
  readonly addedBefore: number;
}

/**
 * @param addedBefore milliseconds since 1970
 * @param backups paths of databases whose tracks and edits name pictures, too
 * @throws UnreadableBackupError
 */
export function unnamedPictures(
  connection: Connection,
  addedBefore: number,
  backups: readonly string[],
): UnnamedPictures {
  const named = new Set<string>();
  const lastEdit = collectNames(connection, named);
  for (const path of backups) collectBackup(path, named);
  const unnamed = connection
    .prepare<[], { hash: string; length: number; addedAt: number }>(
      'SELECT hash, length, added_at AS addedAt FROM picture ORDER BY hash',
    )
    .all()
    .filter(({ hash }) => !named.has(hash));
  const old = unnamed.filter(({ addedAt }) => addedAt < addedBefore);
  return {
    hashes: old.map(({ hash }) => hash),
    bytes: old.reduce((sum, { length }) => sum + length, 0),
    recent: unnamed.length - old.length,
    lastEdit,
  };
}

/** Deletes those of the pictures that still nothing names. @throws where a file cannot be deleted; nothing is then lost */
export function deletePictures(
  connection: Connection,
  library: string,
  { hashes, lastEdit, addedBefore }: DeleteRequest,
): Pick<CleanedArt, 'pictures' | 'bytes'> {
  return connection.transaction(() => {
    const named = new Set<string>();
    collectEdits(connection, lastEdit, named);
    const remove = connection
      .prepare<[string, number], number>('DELETE FROM picture WHERE hash = ? AND added_at < ? RETURNING length')
      .pluck();
    let [pictures, bytes] = [0, 0];
    for (const hash of hashes) {
      const length = named.has(hash) ? undefined : remove.get(hash, addedBefore);
      if (length === undefined) continue;
      rmSync(picturePath(library, hash), { force: true });
      pictures += 1;
      bytes += length;
    }
    return { pictures, bytes };
  })();
}

/** @throws UnreadableBackupError */
function collectBackup(path: string, named: Set<string>): void {
  let backup: Connection | null = null;
  try {
    backup = new Database(path, { readonly: true, fileMustExist: true });
    collectNames(backup, named);
  } catch (error) {
    // Only the newest few are kept: it may have gone since it was listed.
    if (existsSync(path)) throw new UnreadableBackupError(path, error);
  } finally {
    backup?.close();
  }
}

/** Adds the hashes that tracks and edits name. @returns the id of the last edit */
function collectNames(connection: Connection, named: Set<string>): number {
  // Edits come first: a track that gets a picture later is in an edit behind the last one here.
  const lastEdit = collectEdits(connection, 0, named);
  const overrides = connection
    .prepare<[], string>(`SELECT overrides FROM track WHERE overrides LIKE '%"${PICTURE_FIELD}"%'`)
    .pluck();
  for (const text of overrides.iterate()) collectHashes(text, named);
  return lastEdit;
}

/** Adds the hashes that edits with greater ids name. @returns the id of the last edit */
function collectEdits(connection: Connection, after: number, named: Set<string>): number {
  const last = connection.prepare<[], number | null>('SELECT max(id) FROM edit').pluck().get() ?? 0;
  const page = connection
    .prepare<[number, number, string], string | null>(
      'SELECT concat(before, after) FROM edit WHERE id > ? AND id <= ? AND field = ?',
    )
    .pluck();
  for (let from = after; from < last; from += PAGE) {
    for (const text of page.all(from, Math.min(from + PAGE, last), PICTURE_FIELD)) collectHashes(text ?? '', named);
  }
  return last;
}

function collectHashes(text: string, named: Set<string>): void {
  for (const [hash] of text.matchAll(HASH)) named.add(hash);
}
