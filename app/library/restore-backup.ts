/** Puts a backup of the edits in the place of the library's database, which is kept beside it. */
import Database from 'better-sqlite3';
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { databasePath } from '../storage/connection.ts';
import { lockLibrary } from '../storage/lock.ts';
import { MIGRATIONS, NewerDatabaseError } from '../storage/migrate.ts';
import { createPrivateFile } from '../storage/private-files.ts';
import { onDatabase } from '../storage/storage-error.ts';

export interface RestoredBackup {
  /** Batches of edits that the library has now. */
  readonly batches: number;
  /** Tracks that the backup names; a scan brings the others. */
  readonly tracks: number;
  /** Where the database lies that was replaced; null where there was none. */
  readonly replaced: string | null;
}

/** A file that is no backup. */
export class NotABackupError extends Error {
  readonly code = 'NOT_A_BACKUP';
  readonly path: string;
  constructor(path: string) {
    super(`${path} is not a whole backup of a library; descant restore lists the backups`);
    this.name = 'NotABackupError';
    this.path = path;
  }
}

/**
 * @throws NotABackupError, NewerDatabaseError; nothing is changed then
 * @throws LibraryInUseError when a service has the library open
 */
export function restoreBackup(library: string, backup: string, now = Date.now()): RestoredBackup {
  const counts = checkBackup(backup);
  const lock = lockLibrary(library);
  try {
    const target = databasePath(library);
    const arriving = `${target}.restored`;
    createPrivateFile(arriving);
    copyFileSync(backup, arriving);
    const file = openSync(arriving, 'r+');
    fsyncSync(file);
    closeSync(file);
    const replaced = setAside(target, `.before-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`);
    renameSync(arriving, target);
    return { ...counts, replaced };
  } finally {
    lock.release();
  }
}

/** Renames a database with its log of transactions, which may hold the last edits. @returns the new path */
function setAside(database: string, suffix: string): string | null {
  // The log without its database would be applied to the restored one.
  for (const log of ['-wal', '-shm']) {
    if (existsSync(database + log)) renameSync(database + log, database + suffix + log);
  }
  if (!existsSync(database)) return null;
  renameSync(database, database + suffix);
  return database + suffix;
}

function checkBackup(path: string): { batches: number; tracks: number } {
  if (!existsSync(path)) throw new NotABackupError(path);
  let connection: Database.Database | null = null;
  try {
    connection = onDatabase(path, () => new Database(path, { readonly: true }));
    const version = connection.pragma('user_version', { simple: true }) as number;
    if (version > MIGRATIONS.length) throw new NewerDatabaseError(version);
    if (connection.pragma('quick_check', { simple: true }) !== 'ok') throw new NotABackupError(path);
    const count = (table: string): number =>
      connection!.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
    return { batches: count('edit_batch'), tracks: count('track') };
  } catch (error) {
    throw error instanceof NewerDatabaseError ? error : new NotABackupError(path);
  } finally {
    connection?.close();
  }
}
