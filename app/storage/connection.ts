/**
 * Opens SQLite connections with the settings that Descant relies on: WAL (readers never wait for the writer),
 * `synchronous=FULL` (committed transactions survive a power cut), enforced foreign keys. What can be derived again does not
 * wait for the disk (`withoutSync`).
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { USUAL_CHECKPOINTS } from './checkpoints.ts';
import { createPrivateFile } from './private-files.ts';
import { onDatabase } from './storage-error.ts';

export type Connection = Database.Database;

/** Name of the database inside a library folder. */
export function databasePath(library: string): string {
  return join(library, 'library.db');
}

/**
 * The one connection that writes. Creates the file when it is not there, readable by its owner alone.
 * @throws StorageError
 */
export function openWriter(library: string): Connection {
  createPrivateFile(databasePath(library));
  return opened(databasePath(library), {}, [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -24576',
    'temp_store = MEMORY',
    ...USUAL_CHECKPOINTS,
  ]);
}

/**
 * A connection that can only read; each thread that reads has its own. Its cache is small, because there are several:
 * what it does not hold comes from the system's cache, with 5 % more time for lists of 100 000 tracks.
 * @throws StorageError
 */
export function openReader(library: string): Connection {
  return opened(databasePath(library), { readonly: true, fileMustExist: true }, [
    'query_only = ON',
    'cache_size = -8192',
    'temp_store = MEMORY',
  ]);
}

/**
 * A connection that reads a library while its disk takes no more bytes: the others need room for a file beside the
 * database. Only for the owner of the lock, without any other connection.
 * @throws StorageError
 */
export function openAlone(library: string): Connection {
  return opened(databasePath(library), { fileMustExist: true }, [
    'locking_mode = EXCLUSIVE',
    'query_only = ON',
    'temp_store = MEMORY',
  ]);
}

/**
 * Runs transactions without waiting for the disk after each, outside of any other transaction: for what can be derived
 * again. A power cut may take the last of them, each as a whole, but nothing of what was committed otherwise: the next
 * commit that waits for the disk has these in front of it.
 */
export function withoutSync<Result>(connection: Connection, work: () => Result): Result {
  const usual = connection.pragma('synchronous', { simple: true }) as number;
  connection.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    connection.pragma(`synchronous = ${usual}`);
  }
}

/**
 * Gives back the pages that a connection holds in its cache, for a thread that rests: other threads fill theirs meanwhile.
 * Reading eight megabytes of pages again takes some five milliseconds.
 */
export function releasePages(connection: Connection): void {
  connection.pragma('shrink_memory');
}

function opened(path: string, options: Database.Options, pragmas: readonly string[]): Connection {
  return onDatabase(path, () => {
    const connection = new Database(path, { timeout: 10_000, ...options });
    try {
      for (const pragma of pragmas) connection.pragma(pragma);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}
