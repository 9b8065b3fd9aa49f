/**
 * Keeps other users out of a library: its files have mode 0600, its folders 0700. The library folder itself keeps its
 * mode if it was there before, because it may be a folder of the user with other content.
 *
 * The programs that own libraries create everything with a private umask (`main/private-umask.ts`); this file covers
 * what must be private from the first byte, and libraries that were made with another umask.
 */
import { chmodSync, closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 0o600;
const FOLDER = 0o700;

const FILES = ['library.db', 'library.db-wal', 'library.db-shm', 'lock.db'];
const FOLDERS = ['art', 'backups', 'dumps', 'index', 'quarantine', 'thumbnails', 'uploads', 'vectors'];

/** Whether a folder is no library and has something else in it, such as music. */
export function isForeignFolder(folder: string): boolean {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  // Also what a restore leaves that was killed, and the database that it replaced.
  if (names.some((name) => FILES.some((own) => name.startsWith(own)))) return false;
  return names.some((name) => !name.startsWith('.') && !FOLDERS.includes(name));
}

/** Creates an empty file if there is none at `path`. SQLite gives the files beside a database the database's mode. */
export function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', FILE));
}

/**
 * Restricts what is in a library folder. Leaves folders alone where there is no database: they belong to something
 * else. Skips what cannot be restricted: files of another user, file systems without modes.
 */
export function restrictLibrary(library: string): void {
  if (!existsSync(join(library, FILES[0]!))) return;
  for (const name of FILES) restrict(join(library, name), FILE);
  for (const name of FOLDERS) restrict(join(library, name), FOLDER);
}

function restrict(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    // A library on a file system without modes works all the same.
  }
}
