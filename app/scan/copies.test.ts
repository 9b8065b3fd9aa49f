import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { Copies, type TakenPlace } from './copies.ts';

const [KEY, OTHER_KEY] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];

const NOW = 1_800_000_000_000;

let library: MemoryLibrary;
let copies: Copies;
beforeEach(() => {
  library = memoryLibrary();
  copies = new Copies(library.connection, library.tracks);
});

interface Sample {
  readonly key?: Buffer | null;
  readonly missing?: boolean;
  readonly edited?: boolean;
  readonly title?: string;
  readonly size?: number;
  readonly folder?: string;
}

let names = 0;
function add({
  key = KEY,
  missing = false,
  edited = false,
  title = 'Title',
  size = 1000,
  folder = '/music',
}: Sample): number {
  names += 1;
  const id = library.add({
    name: `${names}.flac`,
    folder,
    tags: { title: [title] },
    size,
    missingSince: missing ? 5 : null,
  });
  library.connection.prepare('UPDATE file SET audio_key = ? WHERE id = ?').run(key, id);
  if (edited) library.edits.apply([id], { genre: ['Jazz'] }, TESTER);
  return id;
}

const takePlace = (id: number, ...added: readonly number[]): TakenPlace | null =>
  copies.takePlace(id, new Set(added), NOW);

/** Folder, name and state of the files. */
const files = (): unknown[] =>
  library.connection
    .prepare(`
      SELECT file.id, CAST(folder.path AS TEXT) || '/' || CAST(name AS TEXT) AS path, missing_since AS missing, present
      FROM file JOIN folder ON folder.id = folder_id JOIN track ON track.file_id = file.id ORDER BY file.id`)
    .all();

describe('a missing file', () => {
  it('of very many copies is compared with the newest hundred', () => {
    for (const key of [KEY, null]) {
      const missing = add({ key, missing: true, edited: true });
      const blank = add({ key });
      for (let count = 0; count < 99; count++) add({ key, edited: true });
      const newest = add({ key, edited: true });
      expect(takePlace(missing)).toBeNull();
      library.connection.prepare('DELETE FROM file WHERE id = ?').run(newest);
      expect(takePlace(missing)?.removedFile).toBe(blank);
    }
  });

  it('takes the place of a copy that the scan has added, with its own track', () => {
    const missing = add({ missing: true, title: 'Old' });
    const copy = add({ folder: '/music/new', title: 'New', size: 2000 });
    expect(takePlace(missing, copy)).toEqual({
      fileId: missing,
      trackId: missing,
      removedFile: copy,
      removedTrack: copy,
    });
    expect(files()).toEqual([{ id: missing, path: `/music/new/${names}.flac`, missing: null, present: 1 }]);
    expect([library.column(missing, 'title'), library.column(missing, 'bytes')]).toEqual(['New', 2000]);
    expect(library.column(missing, 'changed_at')).toBe(NOW);
    const search = library.connection.prepare("SELECT rowid FROM track_search WHERE track_search MATCH 'new'");
    expect(search.pluck().all()).toEqual([missing]);
  });

  it('keeps its edits over the tags of the copy', () => {
    const missing = add({ missing: true, edited: true });
    library.edits.apply([missing], { title: ['Mine'] }, TESTER);
    const copy = add({ title: 'New' });
    expect(takePlace(missing, copy)?.trackId).toBe(missing);
    expect([library.column(missing, 'title'), library.column(missing, 'genre')]).toEqual(['Mine', 'Jazz']);
  });

  it('without edits takes no place of a copy that was there before', () => {
    const missing = add({ missing: true });
    const copy = add({});
    expect(takePlace(missing)).toBeNull();
    expect(takePlace(missing, copy + 1)).toBeNull();
    expect(files()).toMatchObject([{ missing: 5, present: 0 }, { missing: null }]);
  });

  it('with edits takes the place of any copy, also where they were taken back', () => {
    const missing = add({ missing: true, edited: true });
    library.edits.undo(null, TESTER);
    add({});
    expect(takePlace(missing)).toMatchObject({ fileId: missing });
  });

  it('leaves a copy alone that has edits, is missing, or has another sound', () => {
    const missing = add({ missing: true, edited: true });
    const others = [add({ edited: true }), add({ missing: true }), add({ key: OTHER_KEY }), add({ key: null })];
    expect(takePlace(missing, ...others)).toBeNull();
  });

  it('takes the place of the newest copy', () => {
    const missing = add({ missing: true, edited: true });
    const [, newest] = [add({}), add({})];
    expect(takePlace(missing)?.removedFile).toBe(newest);
  });

  it('without a key has a copy of the same inode, size and time', () => {
    const missing = add({ key: null, missing: true, edited: true });
    for (const change of ['inode = 9', 'mtime_ns = 9', 'size = 9']) {
      const other = add({});
      library.connection.prepare(`UPDATE file SET ${change} WHERE id = ?`).run(other);
    }
    expect(takePlace(missing)).toBeNull();
    const [, newest] = [add({}), add({ key: OTHER_KEY })];
    expect(takePlace(missing)?.removedFile).toBe(newest);
  });

  it('that is there after all, or unknown, takes no place', () => {
    const there = add({});
    const copy = add({});
    expect([takePlace(there, copy), takePlace(99, copy)]).toEqual([null, null]);
  });
});

describe('the missing files that wait for a place', () => {
  it('are those with edits of whose sound there is a copy, in order of id and page by page', () => {
    const waiting = [add({ missing: true, edited: true }), add({ missing: true, edited: true })] as const;
    add({ missing: true });
    add({ missing: true, edited: true, key: OTHER_KEY });
    add({ missing: true, edited: true, key: null });
    const outside = add({ missing: true, edited: true, folder: '/gone' });
    library.connection.prepare("UPDATE folder SET root_id = NULL WHERE path = CAST('/gone' AS BLOB)").run();
    expect(copies.waiting(0, 10)).toEqual([]);
    add({});
    expect(copies.waiting(0, 10)).toEqual(waiting);
    expect([copies.waiting(0, 1), copies.waiting(waiting[0], 10)]).toEqual([[waiting[0]], [waiting[1]]]);
    expect(copies.waiting(0, 10)).not.toContain(outside);
  });
});

describe('the twins of a file', () => {
  it('are the present files with its sound that were there before some id', () => {
    const old = add({ folder: '/music/old' });
    add({ missing: true });
    add({ key: OTHER_KEY });
    const first = add({});
    const second = add({});
    expect(copies.anyBefore(old)).toBe(false);
    expect(copies.anyBefore(first)).toBe(true);
    expect(copies.twins(second, first)).toEqual([
      {
        root: { id: 1, path: Buffer.from('/music') },
        folder: Buffer.from('/music/old'),
        name: expect.any(Buffer),
        stamp: expect.stringMatching(/^1000:/),
      },
    ]);
    expect(copies.twins(second, second)).toHaveLength(2);
    expect(copies.twins(second, old)).toEqual([]);
  });
});
