import { expect, it } from 'vitest';
import { searchRebuildIsOpen } from './open-search-rebuild.ts';
import { memoryLibrary } from './testing-library.ts';

it('a rebuild of the search is open while its table is there', () => {
  const { connection } = memoryLibrary();
  expect(searchRebuildIsOpen(connection)).toBe(false);
  connection.exec('CREATE TABLE track_search_next (id INTEGER)');
  expect(searchRebuildIsOpen(connection)).toBe(true);
  connection.exec('DROP TABLE track_search_next');
  expect(searchRebuildIsOpen(connection)).toBe(false);
});
