/**
 * A library whose database is lost is not replaced by an empty one: the edits would be gone without a word, and the
 * next scan would give the old data beside it to other tracks.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { databasePath } from './connection.ts';

/** What a library folder has beside the database once it was in use. A start that was killed leaves none of it. */
const STORES = ['art', 'backups', 'index', 'quarantine', 'vectors'];

/** The library folder has stores, and no database that they belong to. */
export class LostDatabaseError extends Error {
  readonly code = 'LIBRARY_INCOMPLETE';
  readonly path: string;
  constructor(library: string, stores: readonly string[]) {
    const path = databasePath(library);
    super(
      `${path} is not there or is empty, although the library has ${stores.join(', ')}: put the file back; or bring back the edits from a backup with "descant restore"; or choose another folder with --library, to begin a new library`,
    );
    this.name = 'LostDatabaseError';
    this.path = path;
  }
}

/** @throws LostDatabaseError */
export function requireDatabase(library: string): void {
  if (sizeOf(databasePath(library)) > 0) return;
  const left = STORES.filter((name) => holdsSomething(join(library, name)));
  if (sizeOf(`${databasePath(library)}-wal`) > 0) left.push('library.db-wal');
  if (left.length > 0) throw new LostDatabaseError(library, left);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function holdsSomething(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
