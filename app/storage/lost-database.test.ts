import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { requireDatabase } from './lost-database.ts';

/** A library folder with these files; the names of folders end with a slash. */
function libraryWith(...names: string[]): string {
  const library = temporaryFolder();
  for (const name of names) {
    if (name.endsWith('/')) mkdirSync(join(library, name));
    else writeFileSync(join(library, name), name.endsWith('.empty') ? '' : 'x');
  }
  return library;
}

describe('a library folder without a database', () => {
  it.each([
    ['that is new', []],
    ['whose first start was killed', ['lock.db']],
    ['that holds other things', ['art', 'index/', 'notes/', 'notes/text']],
  ])('%s is a new library', (_, names) => {
    expect(() => requireDatabase(libraryWith(...names))).not.toThrow();
  });

  it.each(['art', 'backups', 'index', 'quarantine', 'vectors'])('that has %s has lost it', (store) => {
    const library = libraryWith('lock.db', `${store}/`, `${store}/file`);
    expect(() => requireDatabase(library)).toThrow(
      expect.objectContaining({
        name: 'LostDatabaseError',
        code: 'LIBRARY_INCOMPLETE',
        path: join(library, 'library.db'),
        message: `${library}/library.db is not there or is empty, although the library has ${store}: put the file back; or bring back the edits from a backup with "descant restore"; or choose another folder with --library, to begin a new library`,
      }),
    );
  });

  it('that has transactions of one has lost it, and so has one with an empty database', () => {
    const library = libraryWith('library.db-wal', 'index/', 'index/manifest');
    writeFileSync(join(library, 'library.db'), '');
    expect(() => requireDatabase(library)).toThrow('the library has index, library.db-wal: put');
    expect(() => requireDatabase(libraryWith('library.db-wal'))).toThrow('the library has library.db-wal: put');
  });
});

it('a library folder with a database has lost nothing', () => {
  expect(() => requireDatabase(libraryWith('library.db', 'index/', 'index/manifest'))).not.toThrow();
});
