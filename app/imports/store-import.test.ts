import { expect, it } from 'vitest';
import { memoryLibrary } from '../library/testing-library.ts';
import type { ImportChanges } from './plan-import.ts';
import { storeImport } from './store-import.ts';

const PERSON = { name: 'person', kind: 'user' } as const;

/** A library that imports, and the announcements it makes. */
function setUp() {
  const library = memoryLibrary();
  const announced: unknown[] = [];
  const inTransaction = (): boolean => library.connection.inTransaction;
  const store = (changes: Partial<ImportChanges>): number | null => {
    const bytes = Buffer.from(JSON.stringify({ edits: [], created: [], replaced: [], ...changes }));
    const observer = {
      progress: () => {},
      tracks: (ids: readonly number[]) => announced.push(['tracks', ids, inTransaction()]),
      playlists: (ids: readonly number[], tracks: readonly number[]) =>
        announced.push(['playlists', ids, tracks, inTransaction()]),
    };
    const request = { changes: new Uint8Array(bytes), kind: 'beets', path: '/x/library.db' };
    return storeImport(library.connection, library.tracks, observer, request).batch;
  };
  const shown = (): string[] =>
    library.connection.prepare<[], string>('SELECT name FROM playlist WHERE shown = 1 ORDER BY id').pluck().all();
  return { library, announced, store, shown };
}

const play = { kind: 'play', total: 5, lastAt: 9, source: 'beets' } as const;

it('makes one batch of tracks, plays and playlists, which one undo takes back', () => {
  const { library, store, shown, announced } = setUp();
  const id = library.add();
  const batch = store({
    edits: [{ id, changes: { rating: ['4'] }, plays: [play] }],
    created: [{ name: 'Road', kind: 'manual', folders: ['Travel'], tracks: [id] }],
  });
  const row = library.connection.prepare('SELECT id, author, author_kind, note FROM edit_batch').all();
  const author = { author: 'beets import', author_kind: 'program', note: 'imported from library.db' };
  expect(row).toEqual([{ id: batch, ...author }]);
  expect([library.column(id, 'rating'), library.column(id, 'plays'), shown()]).toEqual([4, 5, ['Travel', 'Road']]);
  expect(announced).toEqual([
    ['tracks', [id], false],
    ['playlists', [1, 2], [id], false],
  ]);
  library.edits.undo(null, PERSON);
  expect([library.column(id, 'rating'), library.column(id, 'plays'), shown()]).toEqual([null, 0, []]);
  library.edits.redo(PERSON);
  expect([library.column(id, 'rating'), library.column(id, 'plays'), shown()]).toEqual([4, 5, ['Travel', 'Road']]);
});

it('replaces playlists in the same batch', () => {
  const { library, store, shown } = setUp();
  const id = library.add();
  store({ created: [{ name: 'Road', kind: 'manual', tracks: [id] }] });
  const batch = store({ replaced: [1], created: [{ name: 'Road', kind: 'smart', renumber: true }] });
  expect([batch, shown()]).toEqual([2, ['Road']]);
  library.edits.undo(batch, PERSON);
  const kinds = library.connection.prepare('SELECT kind FROM playlist WHERE shown = 1').pluck().all();
  expect(kinds).toEqual(['manual']);
});

it('changes and announces nothing where a part of it cannot be made', () => {
  const { library, store, announced } = setUp();
  const id = library.add();
  const bad = { edits: [{ id, changes: { rating: ['4'] } }], created: [{ name: '', kind: 'manual' as const }] };
  expect(() => store(bad)).toThrow('needs a name');
  expect(library.column(id, 'rating')).toBeNull();
  expect(library.connection.prepare('SELECT count(*) FROM edit_batch').pluck().get()).toBe(0);
  expect(announced).toEqual([]);
});

it('makes no batch of nothing', () => {
  const { store, announced } = setUp();
  expect([store({}), announced]).toEqual([null, []]);
});
