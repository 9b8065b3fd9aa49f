import { expect, it } from 'vitest';
import { keptLikes, storeLikes } from './kept-likes.ts';
import { ALL_TRACKS } from './playlists/playlist-rule.ts';
import { PlaylistWriter } from './playlists/playlist-writer.ts';
import { writeSetting } from './settings.ts';
import { memoryLibrary, TESTER } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';

it('the tracks that smart playlists, saved searches and views name are known, with what is stored for them', () => {
  const { connection, add } = memoryLibrary();
  const [a, b, c] = [add({ name: 'a.flac' }), add({ name: 'b.flac' }), add({ name: 'c.flac' })];
  const writer = new PlaylistWriter(connection);
  const rule = (query: string) => ({ ...ALL_TRACKS, query });
  const created = writer.create({
    playlists: [
      { name: 'Smart', kind: 'smart', rule: rule(`like:${a} , like:${b}`) },
      { name: 'Search', kind: 'search', rule: rule(`title:"like:9" like:${a}`) },
    ],
    author: TESTER,
  });
  writeSetting(connection, 'mount.views', [{ name: 'Near', query: `-(like:${c})` }]);
  expect(keptLikes(connection)).toEqual({
    named: [a, b, c].map((track) => ({ track, similar: [] })),
    unused: [],
  });

  storeLikes(connection, [
    { track: a, similar: [b, c] },
    { track: b, similar: [c] },
  ]);
  expect(new TrackReader(connection).ids('playlist:Search')).toEqual([]);
  expect(new TrackReader(connection).ids('playlist:Smart id+')).toEqual([b, c]);
  writer.delete({ ids: [created.playlists[0]!], author: TESTER });
  expect(keptLikes(connection)).toEqual({
    named: [
      { track: a, similar: [b, c] },
      { track: c, similar: [] },
    ],
    unused: [b],
  });
  storeLikes(connection, [{ track: b, similar: [] }]);
  expect(keptLikes(connection).unused).toEqual([]);
});

it('a query that is not understood any more names no tracks', () => {
  const { connection } = memoryLibrary();
  const [id] = new PlaylistWriter(connection).create({
    playlists: [{ name: 'Smart', kind: 'smart' }],
    author: TESTER,
  }).playlists;
  connection
    .prepare('UPDATE playlist SET rule = ? WHERE id = ?')
    .run(JSON.stringify({ ...ALL_TRACKS, query: '(like:1' }), id);
  expect(keptLikes(connection)).toEqual({ named: [], unused: [] });
});
