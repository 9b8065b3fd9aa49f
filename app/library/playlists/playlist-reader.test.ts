import { describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER } from '../testing-library.ts';
import { PlaylistReader } from './playlist-reader.ts';
import { PlaylistWriter } from './playlist-writer.ts';

function made() {
  const library = memoryLibrary();
  const [a, b, gone] = [
    library.add({ name: 'a.flac', tags: { title: ['A'] }, duration: 10 }),
    library.add({ name: 'b.flac', tags: { title: ['B'] }, duration: 20 }),
    library.add({ name: 'gone.flac', duration: 40, missingSince: 5 }),
  ];
  const writer = new PlaylistWriter(library.connection);
  const create = (name: string, more: object): number =>
    writer.create({ playlists: [{ name, kind: 'manual', ...more }], author: TESTER }).playlists[0]!;
  return { library, writer, create, reader: new PlaylistReader(library.connection), a, b, gone };
}

describe('the rows of a playlist', () => {
  it('are its items in order, with those of missing and of unknown tracks', () => {
    const { library, create, reader, a, b, gone } = made();
    const id = create('Road', { tracks: [b, gone, a, b] });
    library.tracks.remove(a);
    const { rows, total } = reader.page({ id, offset: 0, limit: 10 });
    expect([total, rows.map(({ item, trackId }) => [item, trackId])]).toEqual([
      4,
      [
        [1, b],
        [2, gone],
        [3, a],
        [4, b],
      ],
    ]);
    expect(rows.map(({ track }) => track?.missing)).toEqual([false, true, undefined, false]);
    expect(reader.page({ id, offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      offset: 1,
      rows: [{ item: 2 }, { item: 3 }],
    });
    expect(reader.totals([id])).toEqual([{ id, tracks: 4, missing: 2, duration: 40, bytes: 2000 }]);
    expect(reader.itemsOf(id, [b])).toEqual([1, 4]);
    expect(reader.order(id)).toEqual(rows.map(({ item, trackId }) => ({ item, trackId })));
  });

  it('of a smart playlist follow every change', () => {
    const { library, create, reader, a, b } = made();
    const rule = { query: 'title:a', sort: [], limit: null, seed: null };
    const id = create('Smart', { kind: 'smart', rule });
    const tracks = (): number[] => reader.page({ id, offset: 0, limit: 10 }).rows.map(({ trackId }) => trackId);
    expect(tracks()).toEqual([a]);
    library.edits.apply([b], { title: ['Also a'] }, TESTER);
    expect(tracks().toSorted((x, y) => x - y)).toEqual([a, b]);
    expect(reader.totals([id])).toMatchObject([{ tracks: 2, missing: 0, duration: 30 }]);
  });
});

describe('a smart playlist whose query is not understood', () => {
  it('any more has an error for its rows, and does not hide the totals of others', () => {
    const { library, create, reader, a } = made();
    const road = create('Road', { tracks: [a] });
    const smart = create('Smart', { kind: 'smart' });
    const rule = JSON.stringify({ query: '(', sort: [], limit: null, seed: null });
    library.connection.prepare('UPDATE playlist SET rule = ? WHERE id = ?').run(rule, smart);
    expect(reader.totals([smart, road]).map(({ id }) => id)).toEqual([road]);
    expect(() => reader.page({ id: smart, offset: 0, limit: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_QUERY' }),
    );
  });

  it('is not created', () => {
    const { create } = made();
    for (const query of ['(', 'like:x', 'yeer:1', 'playlist:Nowhere']) {
      const rule = { query, sort: [], limit: null, seed: null };
      expect(() => create('Smart', { kind: 'smart', rule }), query).toThrow(
        expect.objectContaining({ code: 'BAD_QUERY' }),
      );
    }
  });
});

describe('the tree of playlists', () => {
  it('is in the order of names, and shows at the top what an undo brings back into a deleted folder', () => {
    const { library, create, writer, reader } = made();
    const folder = create('Trips', { kind: 'folder' });
    const road = create('Road', { folder });
    create('élan', {});
    const summary = (): unknown => reader.tree().map(({ name, folder: place }) => [name, place]);
    expect(summary()).toEqual([
      ['élan', null],
      ['Road', folder],
      ['Trips', null],
    ]);
    const { batch } = writer.change({ id: road, fields: { folder: null }, author: TESTER });
    writer.delete({ ids: [folder], author: TESTER });
    library.edits.undo(batch, TESTER);
    expect(summary()).toEqual([
      ['élan', null],
      ['Road', null],
    ]);
    library.edits.undo(null, TESTER);
    expect(summary()).toEqual([
      ['élan', null],
      ['Road', folder],
      ['Trips', null],
    ]);
  });

  it('says which playlist is not there', () => {
    const { reader } = made();
    expect(reader.find(7)).toBeNull();
    expect(() => reader.get(7)).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: 'there is no playlist 7' }),
    );
    expect(() => reader.page({ id: 7, offset: 0, limit: 1 })).toThrow('there is no playlist 7');
    expect(() => reader.trackIds(7)).toThrow('there is no playlist 7');
    expect(reader.totals([7])).toEqual([]);
  });
});
