import { beforeEach, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { batchPlaylists } from './batch-playlists.ts';
import { PlaylistWriter } from './playlist-writer.ts';

let library: MemoryLibrary;
let playlists: PlaylistWriter;
let tracks: number[];
let id: number;
let created: number;

const changed = (batch: number | null, limit = 9) => batchPlaylists(library.connection, { batch: batch!, limit });
const items = (): number[] =>
  library.connection
    .prepare<[number], number>('SELECT id FROM playlist_item WHERE playlist_id = ? AND rank IS NOT NULL ORDER BY rank')
    .pluck()
    .all(id);

beforeEach(() => {
  library = memoryLibrary();
  playlists = new PlaylistWriter(library.connection);
  tracks = ['Dusk', 'Dawn', 'Noon'].map((title) =>
    library.add({ name: `${title}.flac`, tags: { title: [title], artist: ['Ember'] } }),
  );
  const made = playlists.create({
    author: TESTER,
    playlists: [{ name: 'Evening', kind: 'manual', tracks: tracks.slice(0, 2) }],
  });
  id = made.playlists[0]!;
  created = made.batch!;
});

it('says which playlists were created and deleted, with their tracks', () => {
  const { batch } = playlists.delete({ author: TESTER, ids: [id] });
  const [dusk, dawn] = tracks;
  expect(changed(created)).toEqual({
    playlists: [
      {
        id,
        name: 'Evening',
        kind: 'manual',
        isThere: false,
        became: 'created',
        texts: [],
        added: 2,
        removed: 0,
        moved: 0,
        items: [
          { what: 'added', trackId: dusk, title: 'Dusk', artist: 'Ember' },
          { what: 'added', trackId: dawn, title: 'Dawn', artist: 'Ember' },
        ],
      },
    ],
    more: 0,
  });
  expect(changed(batch).playlists).toMatchObject([{ became: 'deleted', added: 0, removed: 0, items: [] }]);
});

it('says names, folders and queries before and after', () => {
  const folder = playlists.create({ author: TESTER, playlists: [{ name: 'Trips', kind: 'folder' }] }).playlists[0]!;
  const moved = playlists.change({ author: TESTER, id, fields: { name: 'Night', folder } });
  expect(changed(moved.batch).playlists).toMatchObject([
    {
      name: 'Night',
      became: null,
      texts: [
        { field: 'name', before: 'Evening', after: 'Night' },
        { field: 'folder', before: null, after: 'Trips' },
      ],
    },
  ]);
  const rule = (query: string) => ({ query, sort: [], limit: null, seed: null });
  const smart = playlists.create({
    author: TESTER,
    playlists: [{ name: 'New', kind: 'smart', rule: rule('genre:folk') }],
  });
  const other = playlists.change({ author: TESTER, id: smart.playlists[0]!, fields: { rule: rule('genre:rock') } });
  expect(changed(other.batch).playlists[0]!.texts).toEqual([
    { field: 'rule', before: 'genre:folk', after: 'genre:rock' },
  ]);
});

it('tells tracks that came from those that went and those that moved, and counts all of them', () => {
  const [first, second] = items();
  const moved = playlists.move({ author: TESTER, id, items: [second!], before: first! });
  expect(changed(moved.batch).playlists).toMatchObject([{ moved: 1, items: [{ what: 'moved', title: 'Dawn' }] }]);
  const removed = playlists.remove({ author: TESTER, id, items: [first!] });
  expect(changed(removed.batch).playlists).toMatchObject([{ removed: 1, items: [{ what: 'removed', title: 'Dusk' }] }]);
  const added = playlists.add({ author: TESTER, id, tracks, before: null });
  expect(changed(added.batch, 2).playlists).toMatchObject([
    { added: 3, items: [{ title: 'Dusk' }, { title: 'Dawn' }] },
  ]);
});

it('has nothing of a batch that changed no playlist', () => {
  const { batch } = library.edits.apply([tracks[0]!], { genre: ['Folk'] }, TESTER);
  expect(changed(batch)).toEqual({ playlists: [], more: 0 });
});
