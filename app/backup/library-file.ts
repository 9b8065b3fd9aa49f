/**
 * A backup of a whole library in one file: a copy of its database, with the pictures and the vectors in two tables
 * beside those of the library. The fingerprint index and thumbnails are left out: the service makes them again from
 * what is there. The music files themselves are no part of a library.
 *
 * The copy is of one moment, however long it takes and whatever is written meanwhile.
 *
 * Invariant: the file appears under its name when it is complete and on the disk.
 */
import Database from 'better-sqlite3';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { BackupProgress, WrittenBackup } from '../model/backup.ts';
import { EMBEDDER } from '../similarity/embedding.ts';
import type { VectorRow } from '../similarity/vector-store.ts';
import { picturePath } from '../storage/art-store.ts';
import { openReader, type Connection } from '../storage/connection.ts';
import { createPrivateFile } from '../storage/private-files.ts';
import { temporaryFor } from '../storage/temporary-file.ts';

/** Called now and then; throwing ends the backup. */
export type BackupReport = (part: NonNullable<BackupProgress['part']>, done: number, total: number) => void;

/** Pages of the database that are copied between two reports: a few milliseconds. */
const PAGES = 2000;

/** The backup was cancelled; no file was written. */
export class BackupCancelledError extends Error {
  readonly code = 'CANCELLED';
  constructor() {
    super('the backup was cancelled; no file was written');
    this.name = 'BackupCancelledError';
  }
}

/** A file is in the way of the backup. */
export class BackupExistsError extends Error {
  readonly code = 'EXISTS';
  readonly path: string;
  constructor(path: string) {
    super(`${path} exists already; choose another name, or replace it with --force`);
    this.name = 'BackupExistsError';
    this.path = path;
  }
}

export class LibraryFile {
  readonly #copy: Connection;
  readonly #temporary: string;
  /** Where it is put. */
  readonly path: string;

  private constructor(copy: Connection, temporary: string, path: string) {
    this.#copy = copy;
    this.#temporary = temporary;
    this.path = path;
  }

  /** Copies the database and the pictures of the library folder `library`. The file has to be finished or discarded. */
  static async copy(library: string, path: string, report: BackupReport): Promise<LibraryFile> {
    const temporary = temporaryFor(path);
    rmSync(temporary, { force: true });
    createPrivateFile(temporary);
    try {
      await copyDatabase(library, temporary, report);
      const copy = new Database(temporary);
      const file = new LibraryFile(copy, temporary, path);
      try {
        // One flush at the end instead of one for each transaction.
        copy.pragma('journal_mode = DELETE');
        copy.pragma('synchronous = OFF');
        copy.exec(`
          CREATE TABLE backup_picture (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
          CREATE TABLE backup_vector (file_id INTEGER PRIMARY KEY, embedder TEXT NOT NULL, vector BLOB NOT NULL) STRICT;
        `);
        await file.#addPictures(library, report);
        return file;
      } catch (error) {
        copy.close();
        throw error;
      }
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Adds the vectors of files that the copy calls analysed; others have been analysed since. */
  addVectors(rows: readonly VectorRow[]): void {
    const add = this.#copy.prepare(
      'INSERT OR REPLACE INTO backup_vector SELECT file_id, ?, ? FROM analysis WHERE file_id = ?',
    );
    this.#copy.transaction(() => {
      for (const { fileId, vector } of rows) {
        add.run(EMBEDDER.id, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength), fileId);
      }
    })();
  }

  /**
   * Puts the file under its name.
   * @param replace whether another file may be there already
   * @throws BackupExistsError
   */
  finish(replace: boolean): WrittenBackup {
    const count = (table: string): number =>
      this.#copy.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
    const counts = {
      tracks: count('track'),
      batches: count('edit_batch'),
      pictures: count('backup_picture'),
      vectors: count('backup_vector'),
    };
    this.#copy.close();
    const file = openSync(this.#temporary, 'r+');
    fsyncSync(file);
    closeSync(file);
    if (replace) renameSync(this.#temporary, this.path);
    else this.#name();
    return { bytes: statSync(this.path).size, ...counts };
  }

  discard(): void {
    this.#copy.close();
    rmSync(this.#temporary, { force: true });
  }

  /** Unlike a rename, a link never replaces a file. File systems without links get the rename. */
  #name(): void {
    try {
      linkSync(this.#temporary, this.path);
      rmSync(this.#temporary);
    } catch (error) {
      const exists = statSync(this.path, { throwIfNoEntry: false }) !== undefined;
      if (exists) {
        rmSync(this.#temporary, { force: true });
        throw new BackupExistsError(this.path);
      }
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
      renameSync(this.#temporary, this.path);
    }
  }

  async #addPictures(library: string, report: BackupReport): Promise<void> {
    const hashes = this.#copy.prepare<[], string>('SELECT hash FROM picture').pluck().all();
    const add = this.#copy.prepare('INSERT INTO backup_picture VALUES (?, ?)');
    for (const [done, hash] of hashes.entries()) {
      report('pictures', done, hashes.length);
      // A picture that is lost is missing in the library, too.
      const bytes = await readFile(picturePath(library, hash)).catch(() => null);
      if (bytes) add.run(hash, bytes);
    }
  }
}

async function copyDatabase(library: string, target: string, report: BackupReport): Promise<void> {
  const connection = openReader(library);
  try {
    // What a connection writes starts a copy anew, but for what this transaction does not see.
    connection.exec('BEGIN');
    connection.prepare('SELECT count(*) FROM root').get();
    await connection.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        report('database', totalPages - remainingPages, totalPages);
        return PAGES;
      },
    });
    connection.exec('COMMIT');
  } finally {
    connection.close();
  }
}
