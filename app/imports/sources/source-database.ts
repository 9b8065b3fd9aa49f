/**
 * Opens the SQLite database of another program to read it, and never writes to it nor beside it.
 *
 * SQLite makes files beside a database with a write-ahead log, even to read it, and a database that a program has left
 * in the middle of a change is mended before it is read. Such a database is copied with its logs, and the copy is read.
 * Any other is read in place.
 */
import Database from 'better-sqlite3';
import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../storage/connection.ts';
import { ImportSourceError } from '../import-source-error.ts';
import { headOf } from './source-text.ts';

const LOGS = ['-wal', '-journal'];
/** Where SQLite's file format says how the database is written, and what it says of a write-ahead log. */
const WRITE_VERSION_AT = 18;
const WITH_WRITE_AHEAD_LOG = 2;
/** A program that goes on writing is not waited for. */
const MOST_COPIES = 3;

/** Calls `work` with the database at `path`. @throws ImportSourceError where it is no database that can be read */
export function* onSourceDatabase<Item>(
  path: string,
  work: (connection: Connection) => Iterable<Item>,
): Generator<Item> {
  const logs = LOGS.filter((log) => existsSync(path + log) && statSync(path + log).size > 0);
  const isCopied = logs.length > 0 || headOf(path, WRITE_VERSION_AT + 1)[WRITE_VERSION_AT] === WITH_WRITE_AHEAD_LOG;
  const folder = isCopied ? mkdtempSync(join(tmpdir(), 'descant-import-')) : null;
  let connection: Connection | null = null;
  try {
    const place = folder === null ? path : copied(path, logs, join(folder, 'library.db'));
    connection = new Database(place, { readonly: folder === null, fileMustExist: true });
    yield* work(connection);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new ImportSourceError('BAD_SOURCE', `this database cannot be read (${error.message})`, path);
  } finally {
    connection?.close();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

/** The columns of a table; empty where there is no such table. */
export function columnsOf(connection: Connection, table: string): ReadonlySet<string> {
  return new Set(connection.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table));
}

/** Copies the files of a database as they are at one moment. */
function copied(path: string, logs: readonly string[], to: string): string {
  const files = ['', ...logs];
  for (let copies = 0; copies < MOST_COPIES; copies++) {
    const before = stampsOf(path, files);
    for (const file of files) copyFileSync(path + file, to + file, constants.COPYFILE_FICLONE);
    if (stampsOf(path, files) === before) return to;
  }
  throw new ImportSourceError('SOURCE_UNREADABLE', 'a program is writing to it; close the program first', path);
}

function stampsOf(path: string, files: readonly string[]): string {
  return files
    .map((file) => statSync(path + file, { bigint: true, throwIfNoEntry: false }))
    .map((stamp) => `${stamp?.size}-${stamp?.mtimeNs}`)
    .join();
}
