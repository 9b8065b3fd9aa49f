import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { playlistOf, recordOf } from '../import-record.ts';
import { writeQuodLibetSongs } from '../testing/source-files.ts';
import { readQuodLibet } from './quodlibet.ts';

it('reads songs, and playlists of both forms', () => {
  const folder = temporaryFolder();
  writeQuodLibetSongs(
    join(folder, 'songs'),
    `{'~filename': '/a ä.flac', 'title': 'T\\nOther', 'artist': 'A', 'album': 'B', 'tracknumber': '3/12',
      'discnumber': '1', 'musicbrainz_trackid': 'id', '~#length': 61.5, '~#rating': 0.7, '~#playcount': 5,
      '~#skipcount': 2, '~#lastplayed': 1700000000, '~#added': 1500000000}`,
    `{'~filename': b'/b\\xff.flac', '~#rating': 0.0}`,
    `{'~filename': 'cdda://1'}`,
  );
  const playlists = join(folder, 'playlists');
  mkdirSync(join(playlists, 'folder'), { recursive: true });
  writeFileSync(join(playlists, 'Old%20%26%2F'), Buffer.from('/b\xff.flac\n/c.flac\n', 'latin1'));
  writeFileSync(
    join(playlists, 'New & old.xspf'),
    `<?xml version='1.0' encoding='utf-8'?><playlist version="1"><title>x</title><trackList>
      <track><location>/a ä.flac</location></track><track><location>file:///d%20e.flac</location></track>
      <track><location>http://example.org</location></track></trackList></playlist>`,
  );
  writeFileSync(join(playlists, '.hidden'), '/a');
  const a = recordOf({
    path: Buffer.from('/a ä.flac'),
    title: 'T',
    artist: 'A',
    album: 'B',
    trackNumber: 3,
    discNumber: 1,
    recordingId: 'id',
    length: 61.5,
    rating: 3.5,
    plays: 5,
    skips: 2,
    lastPlayed: 1_700_000_000_000,
    added: 1_500_000_000_000,
  });
  const b = recordOf({ path: Buffer.from('/b\xff.flac', 'latin1') });
  const place = (path: string) => recordOf({ path: Buffer.from(path) });
  expect([...readQuodLibet(join(folder, 'songs'))]).toEqual([
    { type: 'track', record: a },
    { type: 'track', record: b },
    { type: 'playlist', playlist: playlistOf({ name: 'New & old', items: [a, place('/d e.flac')] }) },
    { type: 'playlist', playlist: playlistOf({ name: 'Old &/', items: [b, place('/c.flac')] }) },
  ]);
});

it('reads a library without playlists', () => {
  const path = join(temporaryFolder(), 'songs');
  writeQuodLibetSongs(path);
  expect([...readQuodLibet(path)]).toEqual([]);
});
