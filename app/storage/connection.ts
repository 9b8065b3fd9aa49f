/**
 * Opens SQLite connections with the settings that Descant relies on: WAL (readers never wait for the writer),
 * `synchronous=FULL` (committed transactions survive a power cut), enforced foreign keys.
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { createPrivateFile } from './private-files.ts';

export type Connection = Database.Database;

/** Name of the database inside a library folder. */
export function databasePath(library: string): string {
  return join(library, 'library.db');
}

/** The one connection that writes. Creates the file when it is not there, readable by its owner alone. */
export function openWriter(library: string): Connection {
  createPrivateFile(databasePath(library));
  const connection = new Database(databasePath(library), { timeout: 10_000 });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('wal_autocheckpoint = 4000');
  return connection;
}

/** A connection that can only read; each thread that reads has its own. */
export function openReader(library: string): Connection {
  const connection = new Database(databasePath(library), { readonly: true, fileMustExist: true, timeout: 10_000 });
  connection.pragma('query_only = ON');
  connection.pragma('cache_size = -32768');
  connection.pragma('temp_store = MEMORY');
  return connection;
}
