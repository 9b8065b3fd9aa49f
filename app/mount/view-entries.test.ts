import { beforeEach, describe, expect, it } from 'vitest';
import { PlaylistWriter } from '../library/playlists/playlist-writer.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import type { MountedView } from '../library/views.ts';
import { movedBetween, ViewEntries } from './view-entries.ts';

const view = (query = '', more: Partial<MountedView> = {}): MountedView => ({
  name: query,
  template: '$title',
  query,
  playlist: false,
  bestCopies: false,
  ...more,
});

let library: MemoryLibrary;
beforeEach(() => (library = memoryLibrary()));

const entriesOf = (...views: readonly MountedView[]) => new ViewEntries(library.connection, views);

describe('the entries of views', () => {
  it('are the tracks with the tags in force, in pages by id', () => {
    const a = library.add({ name: 'a.flac', tags: { title: ['One'], genre: ['Jazz'] } });
    const b = library.add({ name: 'b.mp3', tags: { title: ['Two'] } });
    library.edits.apply([a], { genre: ['Blues'] }, TESTER);
    const entries = entriesOf(view());
    expect(entries.after(0, 1)).toMatchObject([
      { id: a, extension: 'flac', tags: { title: ['One'], genre: ['Blues'] } },
    ]);
    expect(entries.after(a, 10)).toMatchObject([{ id: b, extension: 'mp3' }]);
    expect(entries.after(b, 10)).toEqual([]);
    expect(
      entries
        .of([b, a, 99])
        .map(({ id }) => id)
        .sort(),
    ).toEqual([a, b]);
  });

  it('are found at once by an expression that a backtracking engine would never finish', () => {
    const title = `${'a'.repeat(5000)}!`;
    const a = library.add({ name: 'a.flac', tags: { title: [title] } });
    const entries = entriesOf(view('title::^(a+)+$', { playlist: true }), view('title::^(a+)+!$'));
    expect(entries.after(0, 9)).toMatchObject([{ id: a, views: [1] }]);
    expect(entries.playlist(0)).toEqual([]);
  });

  it('are neither unreadable nor missing files', () => {
    library.add({ name: 'a.flac', error: 'damaged' });
    library.add({ name: 'b.flac', missingSince: 1 });
    expect(entriesOf(view()).after(0, 10)).toEqual([]);
  });

  it('name the file of a track without title', () => {
    library.add({ name: 'no.title.flac' });
    library.add({ name: 'b.flac', tags: { title: ['Two'] } });
    const [first, second] = entriesOf(view()).after(0, 10);
    expect(first).toMatchObject({ fileName: 'no.title' });
    expect(second).not.toHaveProperty('fileName');
  });

  it('say which views show a track, where one does not show all', () => {
    library.add({ name: 'a.flac', tags: { title: ['One'], genre: ['Jazz'] } });
    library.add({ name: 'b.flac', tags: { title: ['Two'], genre: ['Blues'] } });
    const entries = entriesOf(view('genre:jazz'), view(), view('genre:blues')).after(0, 10);
    expect(entries.map(({ views }) => views)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(entriesOf(view(), view()).after(0, 1)[0]).not.toHaveProperty('views');
  });

  it('say of what a track is a copy, where a view wants the best of them', () => {
    const tags = { title: ['One'], artist: ['Ash'], album: ['First'] };
    library.add({ name: 'a.flac', tags });
    library.add({ name: 'b.mp3', tags, codec: 'mp3', lossless: false, bitrate: 128_000 });
    library.add({ name: 'c.flac', tags: { ...tags, album: ['Other'] } });
    library.add({ name: 'd.flac', tags: { title: ['One'] } });
    library.add({ name: 'e.flac', tags: { artist: ['Ash'] } });
    const [flac, mp3, other, nameless, untitled] = entriesOf(view('', { bestCopies: true })).after(0, 10);
    expect(mp3?.copyOf).toBe(flac?.copyOf);
    expect(other?.copyOf).not.toBe(flac?.copyOf);
    expect(flac!.quality!).toBeGreaterThan(mp3!.quality!);
    for (const entry of [nameless, untitled]) expect(entry).not.toHaveProperty('copyOf');
    expect(entriesOf(view()).after(0, 1)[0]).not.toHaveProperty('copyOf');
  });
});

describe('a playlist', () => {
  it('has the tracks of its view in the order of its query', () => {
    const b = library.add({ name: 'b.flac', tags: { title: ['B'], artist: ['Ash'], genre: ['Jazz'] }, duration: 12 });
    const a = library.add({ name: 'a.flac', tags: { title: ['A'], artist: ['Ash'], genre: ['Jazz'] } });
    library.add({ name: 'c.flac', tags: { title: ['C'], genre: ['Blues'] } });
    library.add({ name: 'd.flac', tags: { title: ['D'], genre: ['Jazz'] }, missingSince: 1 });
    const playlist = entriesOf(view(), view('genre:jazz title+')).playlist(1);
    expect(playlist.map(({ id }) => id)).toEqual([a, b]);
    expect(playlist[1]).toMatchObject({ artist: 'Ash', title: 'B', duration: 12, changedAt: expect.any(Number) });
    expect(
      entriesOf(view('genre:jazz title-'))
        .playlist(0)
        .map(({ id }) => id),
    ).toEqual([b, a]);
  });
});

it.each([
  ['', false],
  ['genre:jazz', false],
  ['added:2020', false],
  ['added:-1w..', true],
])('views of "%s" change with the time: %s', (query, dependOnTime) => {
  expect(entriesOf(view(), view(query)).dependOnTime).toBe(dependOnTime);
});

describe('a view of a playlist', () => {
  const rule = (query: string) => ({ query, sort: [], limit: null, seed: null });

  it('shows its tracks, and tells which tracks of it have changed with others', () => {
    const ids = ['a', 'b', 'c'].map((title) => library.add({ name: `${title}.flac`, tags: { title: [title] } }));
    const writer = new PlaylistWriter(library.connection);
    const playlists = [{ name: 'First', kind: 'smart', rule: rule('title+ limit:2') }] as const;
    writer.create({ playlists, author: TESTER });
    const entries = entriesOf(view('playlist:First'), view('title:c'));
    expect(entries.after(0, 9).map(({ views }) => views)).toEqual([[0], [0], [1]]);

    const before = entries.members();
    expect(before).toEqual(new Map([[0, new Set([ids[0], ids[1]])]]));
    library.edits.apply([ids[0]!], { title: ['z'] }, TESTER);
    expect(movedBetween(before, entries.members())).toEqual([ids[2], ids[0]]);
    expect(entries.of(ids).map(({ views }) => views)).toEqual([[], [0], [0, 1]]);
  });

  it('shows no tracks where the playlist is gone, and leaves the other views as they are', () => {
    const a = library.add({ name: 'a.flac' });
    const entries = entriesOf(view('playlist:Gone', { playlist: true }), view(''));
    expect(entries.after(0, 9)).toMatchObject([{ id: a, views: [1] }]);
    expect([entries.playlist(0), entries.dependOnTime]).toEqual([[], false]);
  });

  it('changes with the time where the query of the playlist does', () => {
    const playlists = [{ name: 'New', kind: 'smart', rule: rule('added:-1w..') }] as const;
    new PlaylistWriter(library.connection).create({ playlists, author: TESTER });
    expect(entriesOf(view('playlist:new')).dependOnTime).toBe(true);
  });
});
