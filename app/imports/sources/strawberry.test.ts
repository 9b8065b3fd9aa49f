import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { playlistOf, recordOf } from '../import-record.ts';
import { writeTable } from '../testing/source-files.ts';
import { readStrawberry } from './strawberry.ts';

const SONG = 'title TEXT, album TEXT, artist TEXT, track INTEGER, disc INTEGER, length INTEGER';
const COUNTS = 'playcount INTEGER, skipcount INTEGER, lastplayed INTEGER, rating';

it('reads songs of Strawberry, and playlists with songs of the library and with others', () => {
  const path = join(temporaryFolder(), 'strawberry.db');
  writeTable(path, 'songs', `${SONG}, ${COUNTS}, url TEXT`, [
    {
      title: 'T',
      album: 'B',
      artist: 'A',
      track: 3,
      disc: -1,
      length: 61_500_000_000,
      playcount: 4,
      skipcount: 2,
      lastplayed: 1_700_000_000,
      rating: 0.7,
      url: 'file:///a%20b.mp3',
    },
    { title: 'U', track: -1, length: -1, playcount: 0, skipcount: 0, lastplayed: -1, rating: -1, url: 'file:///u.mp3' },
  ]);
  writeTable(path, 'playlists', 'name TEXT, ui_path TEXT, dynamic_playlist_type INTEGER', [
    { name: 'Mine', ui_path: 'Travel/Far', dynamic_playlist_type: 0 },
    { name: 'Random', ui_path: '', dynamic_playlist_type: 3 },
  ]);
  writeTable(path, 'playlist_items', `playlist INTEGER, collection_id INTEGER, ${SONG}, url TEXT`, [
    { playlist: 1, collection_id: null, title: 'X', url: 'file:///x.mp3' },
    { playlist: 2, collection_id: 1, url: '' },
    { playlist: 1, collection_id: 1, url: 'file:///a%20b.mp3' },
  ]);
  const rated = recordOf({
    path: Buffer.from('/a b.mp3'),
    title: 'T',
    album: 'B',
    artist: 'A',
    length: 61.5,
    trackNumber: 3,
    rating: 3.5,
    plays: 4,
    skips: 2,
    lastPlayed: 1_700_000_000_000,
  });
  const loss = 'its rules are not imported; its tracks of now are';
  expect([...readStrawberry(path)]).toEqual([
    { type: 'track', record: rated },
    { type: 'track', record: recordOf({ path: Buffer.from('/u.mp3'), title: 'U' }) },
    {
      type: 'playlist',
      playlist: playlistOf({
        name: 'Mine',
        folders: ['Travel', 'Far'],
        items: [recordOf({ path: Buffer.from('/x.mp3'), title: 'X' }), rated],
      }),
    },
    { type: 'playlist', playlist: playlistOf({ name: 'Random', items: [rated], loss }) },
  ]);
});

it('reads songs of Clementine, whose places are bytes, and its playlists', () => {
  const path = join(temporaryFolder(), 'clementine.db');
  const places = [Buffer.from('file:///a%20b.mp3'), Buffer.from('/c\xff.mp3', 'latin1')];
  writeTable(
    path,
    'songs',
    `${SONG}, ${COUNTS}, filename TEXT`,
    places.map((filename, i) => ({ title: 'T', filename, playcount: i, skipcount: 0, lastplayed: 0, rating: 1 })),
  );
  writeTable(path, 'playlists', 'name TEXT', [{ name: 'Mine' }]);
  writeTable(path, 'playlist_items', 'playlist INTEGER, library_id INTEGER, filename TEXT', [
    { playlist: 1, library_id: 2, filename: '' },
  ]);
  const records = [
    recordOf({ path: Buffer.from('/a b.mp3'), title: 'T', rating: 5 }),
    recordOf({ path: Buffer.from('/c\xff.mp3', 'latin1'), title: 'T', rating: 5, plays: 1 }),
  ];
  expect([...readStrawberry(path)]).toEqual([
    ...records.map((record) => ({ type: 'track', record })),
    { type: 'playlist', playlist: playlistOf({ name: 'Mine', items: [records[1]!] }) },
  ]);
});
