import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { beginCompaction, compactHistory } from '../library/compact-history.ts';
import { addPicture } from '../library/picture-rows.ts';
import { storedPicture } from '../library/pictures.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { picturePath, storePicture } from '../storage/art-store.ts';
import { deletePictures, unnamedPictures, UnreadableBackupError } from './unnamed-pictures.ts';

const DAY = 24 * 3_600_000;
const START = Date.UTC(2026, 0, 1);

let folder: string;
let library: MemoryLibrary;
beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  folder = temporaryFolder();
  library = memoryLibrary();
  library.add({ pictures: [{ type: 3 }] });
});
afterEach(() => vi.useRealTimers());

/** A GIF that differs with `seed`, in the art store and recorded. @returns its hash */
async function picture(seed: number): Promise<string> {
  const bytes = Buffer.from(`GIF89a\u0001\0\u0001\0 ${seed}`, 'latin1');
  const stored = await storePicture(folder, bytes);
  addPicture(library.connection, stored);
  return stored.hash;
}

const give = (...hashes: readonly string[]): number =>
  library.edits.apply([1], { picture: hashes.map((hash) => storedPicture(3, hash)) }, TESTER).batch!;
const isThere = (hash: string): boolean => existsSync(picturePath(folder, hash));
const rows = (): unknown[] => library.connection.prepare('SELECT hash FROM picture ORDER BY hash').pluck().all();

/** Looks and deletes as the service does. @returns hashes that were unnamed */
function clean(backups: readonly string[] = [], addedBefore = Date.now() - DAY): readonly string[] {
  const { hashes, lastEdit } = unnamedPictures(library.connection, addedBefore, backups);
  deletePictures(library.connection, folder, { hashes, lastEdit, addedBefore });
  return hashes;
}

describe('a picture of the art store', () => {
  it('is deleted with its row when nothing has named it for a day', async () => {
    const [used, unused] = [await picture(1), await picture(2)];
    give(used);
    vi.setSystemTime(START + DAY);
    expect(unnamedPictures(library.connection, START, [])).toMatchObject({ hashes: [], recent: 1, bytes: 0 });
    expect(clean()).toEqual([]);
    vi.setSystemTime(START + DAY + 1);
    expect(unnamedPictures(library.connection, START + 1, [])).toMatchObject({
      hashes: [unused],
      recent: 0,
      bytes: 12,
    });
    expect(clean()).toEqual([unused]);
    expect([isThere(used), isThere(unused), rows()]).toEqual([true, false, [used]]);
    expect(clean()).toEqual([]);
  });

  it('stays as long as the history names it, so that undo and redo bring it back', async () => {
    const [first, second] = [await picture(1), await picture(2)];
    give(first);
    const batch = give(second);
    library.edits.apply([1], { picture: null }, TESTER);
    vi.setSystemTime(START + 2 * DAY);
    expect(clean()).toEqual([]);
    library.edits.undo(null, TESTER);
    library.edits.undo(batch, TESTER);
    expect(clean()).toEqual([]);
    expect([isThere(first), isThere(second)]).toEqual([true, true]);
  });

  it('is released by a compaction of the history, unless it was the first or the last', async () => {
    const hashes = [await picture(1), await picture(2), await picture(3)];
    for (const hash of hashes) give(hash);
    vi.setSystemTime(START + 2 * DAY);
    beginCompaction(library.connection, Date.now(), TESTER);
    compactHistory(library.connection, { after: 0, limit: 10 });
    expect(clean()).toEqual(hashes.slice(0, 2));
    expect(hashes.map(isThere)).toEqual([false, false, true]);
  });

  it('stays when it is stored or named after the look', async () => {
    const [named, stored, unused] = [await picture(1), await picture(2), await picture(3)];
    vi.setSystemTime(START + 2 * DAY);
    const addedBefore = Date.now() - DAY;
    const { hashes, lastEdit } = unnamedPictures(library.connection, addedBefore, []);
    expect(hashes).toHaveLength(3);
    give(named);
    await picture(2);
    expect(deletePictures(library.connection, folder, { hashes, lastEdit, addedBefore })).toEqual({
      pictures: 1,
      bytes: 12,
    });
    expect([isThere(named), isThere(stored), isThere(unused)]).toEqual([true, true, false]);
  });

  it('stays as long as a backup of the edits names it', async () => {
    const hash = await picture(1);
    const path = join(folder, 'edits.db');
    const backup = memoryLibrary(path);
    backup.add();
    backup.edits.apply([1], { picture: [storedPicture(3, hash)] }, TESTER);
    backup.connection.close();
    vi.setSystemTime(START + 2 * DAY);
    expect(clean([path])).toEqual([]);
    rmSync(path);
    expect(clean([path])).toEqual([hash]);
  });

  it('stays when a backup cannot be read', async () => {
    await picture(1);
    const path = join(folder, 'edits.db');
    writeFileSync(path, 'no database, but long enough to be taken for one');
    expect(() => clean([path], START + 1)).toThrow(UnreadableBackupError);
    expect(() => clean([path], START + 1)).toThrow(`${path} cannot be read, and may name pictures`);
    expect(rows()).toHaveLength(1);
  });

  it('without its file, as a kill between both leaves it, is deleted by the next run', async () => {
    const hash = await picture(1);
    rmSync(picturePath(folder, hash));
    expect(clean([], START + 1)).toEqual([hash]);
    expect(rows()).toEqual([]);
  });

  it('keeps its row when its file cannot be deleted', async () => {
    const hash = await picture(1);
    // A folder in its place cannot be removed as a file.
    rmSync(picturePath(folder, hash));
    const inside = join(picturePath(folder, hash), 'inside');
    mkdirSync(inside, { recursive: true });
    expect(() => clean([], START + 1)).toThrow();
    expect(rows()).toEqual([hash]);
  });
});
