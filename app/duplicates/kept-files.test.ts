import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { inodePairs, keptFiles } from './kept-files.ts';

let library: MemoryLibrary;
let folder: string;

beforeEach(() => {
  library = memoryLibrary();
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
});

/** A track whose inode the library knows as 7, as those of two disks may be. */
function add(name: string): number {
  const id = library.add({ folder, name });
  library.connection.prepare('UPDATE file SET inode = 7 WHERE id = (SELECT file_id FROM track WHERE id = ?)').run(id);
  return id;
}

const trash = (...ids: number[]) => library.edits.apply(ids, { trashed: ['1'] }, TESTER);
const kept = (...ids: number[]) => keptFiles(inodePairs(library.connection, ids));

it('a track in the trash shares its file with one that is kept at another path', async () => {
  writeFileSync(join(folder, 'a.flac'), 'sound');
  linkSync(join(folder, 'a.flac'), join(folder, 'b.flac'));
  writeFileSync(join(folder, 'c.flac'), 'sound');
  const [a, b, c] = [add('a.flac'), add('b.flac'), add('c.flac')];
  trash(b, c);
  expect(await kept(b, c)).toEqual([{ id: b, path: join(folder, 'a.flac') }]);
  trash(a);
  expect(await kept(a, b, c)).toEqual([]);
});

it('a file that cannot be read is shared with none', async () => {
  const [a, b] = [add('a.flac'), add('b.flac')];
  trash(b);
  expect(inodePairs(library.connection, [a, b])).toHaveLength(1);
  expect(await kept(b)).toEqual([]);
});
