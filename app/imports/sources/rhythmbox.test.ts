import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { playlistOf, recordOf, type SourceItem } from '../import-record.ts';
import { readRhythmbox } from './rhythmbox.ts';

function read(entries: string, playlists?: string): SourceItem[] {
  const folder = temporaryFolder();
  const path = join(folder, 'rhythmdb.xml');
  writeFileSync(path, `<?xml version="1.0" standalone="yes"?>\n<rhythmdb version="2.0">${entries}</rhythmdb>`);
  if (playlists !== undefined) {
    writeFileSync(join(folder, 'playlists.xml'), `<rhythmdb-playlists>${playlists}</rhythmdb-playlists>`);
  }
  return [...readRhythmbox(path)];
}

const A = recordOf({ path: Buffer.from('/a ä.mp3'), title: 'T' });

it('reads songs and what a person has added to them', () => {
  expect(
    read(`<entry type="song"><title>T</title><artist>Unknown</artist><album>B</album><track-number>2</track-number>
      <disc-number>1</disc-number><duration>61</duration><location>file:///a%20%C3%A4.mp3</location><rating>3.5</rating>
      <play-count>7</play-count><last-played>1700000000</last-played><first-seen>1500000000</first-seen>
      <mb-trackid>id</mb-trackid></entry>
      <entry type="ignore"><location>file:///cover.jpg</location></entry>
      <entry type="song"><location>cdda://1</location></entry>
      <entry type="iradio"><location>http://example.org</location></entry>`),
  ).toEqual([
    {
      type: 'track',
      record: {
        ...A,
        album: 'B',
        trackNumber: 2,
        discNumber: 1,
        length: 61,
        rating: 3.5,
        plays: 7,
        lastPlayed: 1_700_000_000_000,
        added: 1_500_000_000_000,
        recordingId: 'id',
      },
    },
  ]);
});

it('reads playlists with the songs of the library and with others, and leaves the queue out', () => {
  const song = '<entry type="song"><title>T</title><location>file:///a%20%C3%A4.mp3</location></entry>';
  const [track, mine, smart, lost, ...others] = read(
    song,
    `<playlist name="Mine" type="static"><location>file:///b.mp3</location><location>file:///a%20%C3%A4.mp3</location></playlist>
    <playlist name="Top" type="automatic" limit-count="20"><conjunction><equals prop="type">song</equals><subquery>
      <conjunction><greater prop="rating">4.0</greater></conjunction></subquery></conjunction></playlist>
    <playlist name="Odd" type="automatic"><conjunction><equals prop="weather">rain</equals></conjunction></playlist>
    <playlist name="Play Queue" type="queue"><location>file:///b.mp3</location></playlist>`,
  );
  const record = (track as { record: unknown }).record;
  expect(mine).toEqual({
    type: 'playlist',
    playlist: playlistOf({ name: 'Mine', items: [recordOf({ path: Buffer.from('/b.mp3') }), A] }),
  });
  expect((mine as { playlist: { items: readonly unknown[] } }).playlist.items[1]).toBe(record);
  expect(smart).toEqual({ type: 'playlist', playlist: playlistOf({ name: 'Top', query: 'rating:4..', limit: 20 }) });
  expect(lost).toMatchObject({ playlist: { query: null, loss: expect.stringContaining('"equals weather"') } });
  expect(others).toEqual([]);
});
