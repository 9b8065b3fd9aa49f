/**
 * Puts a backup in the place of the library's database, which is kept beside it: one of the edits, or one of the whole
 * library. A kill at any moment leaves the old database or the new one, at the latest when
 * the library is opened again; derived data may be lost, and the next start makes it again.
 */
import Database from 'better-sqlite3';
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { databasePath } from '../storage/connection.ts';
import { lockLibrary } from '../storage/lock.ts';
import { MIGRATIONS, NewerDatabaseError } from '../storage/migrate.ts';
import { createPrivateFile, isForeignFolder } from '../storage/private-files.ts';
import { onDatabase } from '../storage/storage-error.ts';
import { isLibraryFile, restorePictures, restoreVectors } from './restore-library-file.ts';
import { arrivingDatabase, settleRestore, takeOverVectors } from './unfinished-restore.ts';

export interface RestoredBackup {
  /** Batches of edits that the library has now. */
  readonly batches: number;
  /** Tracks that the backup names. A scan brings the others, of a backup of the edits. */
  readonly tracks: number;
  /** Pictures and vectors of a backup of the whole library; null for a backup of the edits. */
  readonly whole: { readonly pictures: number; readonly vectors: number } | null;
  /** Where the database lies that was replaced; null where there was none. */
  readonly replaced: string | null;
}

/** A file that is no backup. */
export class NotABackupError extends Error {
  readonly code = 'NOT_A_BACKUP';
  readonly path: string;
  /** @param what is wrong with the file */
  constructor(path: string, what = 'is not a whole backup of a library') {
    super(`${path} ${what}; descant restore lists the backups`);
    this.name = 'NotABackupError';
    this.path = path;
  }
}

/** A folder that is no library, and not free for a new one. */
export class NotALibraryError extends Error {
  readonly code = 'NOT_A_LIBRARY';
  readonly path: string;
  constructor(path: string) {
    super(
      `${path} is no library and has other files in it; name the library's folder with --library, or a new or empty folder to restore the backup into`,
    );
    this.name = 'NotALibraryError';
    this.path = path;
  }
}

/**
 * @throws NotABackupError, NewerDatabaseError, NotALibraryError; nothing is changed then
 * @throws LibraryInUseError when a service has the library open
 */
export async function restoreBackup(library: string, backup: string, now = Date.now()): Promise<RestoredBackup> {
  const counts = checkBackup(backup);
  if (isForeignFolder(library)) throw new NotALibraryError(library);
  const lock = lockLibrary(library);
  try {
    const target = databasePath(library);
    const { unfinished, whole: arriving } = arrivingDatabase(library);
    await settleRestore(library);
    createPrivateFile(unfinished);
    copyFileSync(backup, unfinished);
    const whole = await unpack(unfinished, library);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(unfinished, arriving);
    const replaced = setAside(target, `.before-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`);
    renameSync(arriving, target);
    await takeOverVectors(library);
    return { ...counts, whole, replaced };
  } finally {
    lock.release();
  }
}

/** Takes out of the file at `path` what is no part of the database, and makes it ready beside the library's own. */
async function unpack(path: string, library: string): Promise<RestoredBackup['whole']> {
  const database = new Database(path);
  try {
    if (!isLibraryFile(database)) return null;
    const pictures = await restorePictures(database, library);
    const vectors = await restoreVectors(database, library);
    database.exec('DROP TABLE backup_picture; DROP TABLE backup_vector; VACUUM');
    return { pictures, vectors };
  } finally {
    database.close();
  }
}

/**
 * Renames a database with its log of transactions, which may hold the last edits. The database goes first: from then on a
 * kill leaves a restore that the next start finishes.
 * @returns the new path
 */
function setAside(database: string, suffix: string): string | null {
  const isThere = existsSync(database);
  if (isThere) renameSync(database, database + suffix);
  // The log without its database would be applied to the restored one.
  for (const log of ['-wal', '-shm']) {
    if (existsSync(database + log)) renameSync(database + log, database + suffix + log);
  }
  return isThere ? database + suffix : null;
}

function checkBackup(path: string): Pick<RestoredBackup, 'batches' | 'tracks'> {
  if (!existsSync(path)) throw new NotABackupError(path, 'is not there');
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
