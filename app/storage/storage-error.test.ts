import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { explaining, onDatabase, storageError, writingDatabase } from './storage-error.ts';

const sqlite = (code: string): Error => new Database.SqliteError('text of SQLite', code);

describe('an error of SQLite', () => {
  it.each([
    ['SQLITE_NOTADB', 'LIBRARY_DAMAGED', 'is damaged: it is no database any more; your music files are not affected'],
    ['SQLITE_CORRUPT', 'LIBRARY_DAMAGED', 'is damaged; your music files are not affected'],
    ['SQLITE_CORRUPT_INDEX', 'LIBRARY_DAMAGED', 'then "descant restore" brings back the edits from a backup'],
    ['SQLITE_CORRUPT_VTAB', 'LIBRARY_DAMAGED', 'has a damaged full-text search; "descant rebuild --search"'],
    ['SQLITE_FULL', 'DISK_FULL', 'cannot grow, because its disk is full; free some space and try again'],
    ['SQLITE_IOERR_READ', 'STORAGE_FAILED', 'cannot be read or written: its disk reports errors, or is gone'],
    ['SQLITE_READONLY', 'STORAGE_FAILED', 'cannot be written; check its permissions and those of its folder'],
    ['SQLITE_CANTOPEN', 'STORAGE_FAILED', 'cannot be opened; check its permissions and those of its folder'],
  ])('%s names the file and says what to do', (from, code, text) => {
    const cause = sqlite(from);
    const error = storageError(cause, '/lib/library.db') as Error;
    expect(error).toMatchObject({ name: 'StorageError', code, path: '/lib/library.db', cause });
    expect(error.message.startsWith('/lib/library.db ')).toBe(true);
    expect(error.message).toContain(text);
    expect(error.message).not.toContain('SQLite');
  });

  it.each([sqlite('SQLITE_BUSY'), new Error('plain'), Object.assign(new Error('x'), { code: 'ENOENT' }), null, 'text'])(
    '%s stays as it is where there is nothing to explain',
    (error) => expect(storageError(error, '/lib/library.db')).toBe(error),
  );
});

it('explains the errors of work on a database, and of methods, and passes results on', async () => {
  const fail = (): never => {
    throw sqlite('SQLITE_NOTADB');
  };
  expect(onDatabase('/a', () => 7)).toBe(7);
  expect(() => onDatabase('/a', fail)).toThrow('/a is damaged');
  const methods = explaining('/a', { twice: (value: number) => 2 * value, fail, later: async () => fail() });
  expect(await methods.twice(4)).toBe(8);
  await expect(methods.fail()).rejects.toThrow('/a is damaged');
  await expect(methods.later()).rejects.toThrow('/a is damaged');
});

describe('work that reads one database and writes another', () => {
  const failing = (code: string): Promise<never> =>
    explaining('/lib/library.db', {
      work: () =>
        writingDatabase('/usb/copy.db', () => {
          throw sqlite(code);
        }),
    }).work() as Promise<never>;

  it('names the new one where the disk is full, and the one that is read otherwise', async () => {
    await expect(failing('SQLITE_FULL')).rejects.toMatchObject({ code: 'DISK_FULL', path: '/usb/copy.db' });
    await expect(failing('SQLITE_CORRUPT')).rejects.toMatchObject({ code: 'LIBRARY_DAMAGED', path: '/lib/library.db' });
  });
});
