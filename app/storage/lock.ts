/**
 * A library folder has one owner at a time. The lock is an exclusive transaction on a small SQLite file of its own: the
 * operating system releases it when the process ends, so a kill -9 leaves nothing to clean up and two starts can never
 * both succeed.
 *
 * Beside it `service.json` (mode 0600) names the owner and its address to other processes.
 */
import Database from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { createPrivateFile, restrictLibrary } from './private-files.ts';
import { onDatabase, StorageError } from './storage-error.ts';

/** Process and address of a library's owner. `url`, `port` and `token` are null while it serves no requests. */
export interface OwnerAddress {
  readonly pid: number;
  readonly url: string | null;
  readonly port: number | null;
  readonly token: string | null;
}

export interface LibraryLock {
  /** Publishes the owner's address for other processes. */
  announce(address: OwnerAddress): void;
  release(): void;
}

/** Another process owns the library. */
export class LibraryInUseError extends Error {
  readonly code = 'LIBRARY_IN_USE';
  readonly path: string;
  constructor(library: string, owner: OwnerAddress | null) {
    super(
      `the library ${library} is in use${owner ? ` by process ${owner.pid}` : ''}; close that program or choose another library with --library`,
    );
    this.name = 'LibraryInUseError';
    this.path = library;
  }
}

const addressPath = (library: string): string => join(library, 'service.json');

/**
 * Makes the calling process the owner of `library`, creating the folder (mode 0700) if need be. An existing
 * library becomes private (`private-files.ts`).
 * @throws LibraryInUseError when another process owns it
 * @throws StorageError when the lock file cannot be used
 */
export function lockLibrary(library: string): LibraryLock {
  makeFolder(library, 0o700);
  restrictLibrary(library);
  createPrivateFile(join(library, 'lock.db'));
  const connection = lockedConnection(library);
  rmSync(addressPath(library), { force: true });
  return {
    announce(address) {
      const temporary = `${addressPath(library)}.tmp`;
      const file = openSync(temporary, 'w', 0o600);
      writeSync(file, JSON.stringify(address));
      fsyncSync(file);
      closeSync(file);
      renameSync(temporary, addressPath(library));
    },
    release() {
      rmSync(addressPath(library), { force: true });
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}

/**
 * The lock file never has content: what is found in it is damage, and is removed. No owner loses its lock by that,
 * because SQLite reads a file only when no other process has locked it.
 */
function lockedConnection(library: string): Database.Database {
  const path = join(library, 'lock.db');
  try {
    return exclusiveConnection(library, path);
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'LIBRARY_DAMAGED') throw error;
    truncateSync(path);
    return exclusiveConnection(library, path);
  }
}

function exclusiveConnection(library: string, path: string): Database.Database {
  const connection = onDatabase(path, () => new Database(path, { timeout: 0 }));
  try {
    // Nothing is ever written, so that a full disk does not matter: a journal on it would.
    onDatabase(path, () => connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'));
    return connection;
  } catch (error) {
    connection.close();
    const { code } = error as { code?: string };
    throw code?.startsWith('SQLITE_BUSY') ? new LibraryInUseError(library, readOwner(library)) : error;
  }
}

/** The address that the owner of `library` announced last. The owner may have ended since. */
export function readOwner(library: string): OwnerAddress | null {
  try {
    return JSON.parse(readFileSync(addressPath(library), 'utf8')) as OwnerAddress;
  } catch {
    return null;
  }
}
