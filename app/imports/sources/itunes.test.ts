import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import type { ImportedPlaylist, ImportedRecord, SourceItem } from '../import-record.ts';
import { readItunes } from './itunes.ts';

const folder = temporaryFolder();

/** What a library with these tracks and playlists holds. */
function read(tracks: string, playlists = ''): SourceItem[] {
  const path = join(folder, 'Library.xml');
  writeFileSync(
    path,
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Major Version</key><integer>1</integer>
  <key>Library Persistent ID</key><string>ABC</string>
  <key>Tracks</key><dict>${tracks}</dict>
  <key>Playlists</key><array>${playlists}</array>
</dict></plist>`,
  );
  return [...readItunes(path)];
}

const track = (id: number, body: string): string =>
  `<key>${id}</key><dict><key>Track ID</key><integer>${id}</integer>${body}</dict>`;
const at = (path: string): string => `<key>Location</key><string>file://${path}</string>`;
const records = (items: readonly SourceItem[]): ImportedRecord[] =>
  items.flatMap((item) => (item.type === 'track' ? item.record : []));
const playlists = (items: readonly SourceItem[]): ImportedPlaylist[] =>
  items.flatMap((item) => (item.type === 'playlist' ? item.playlist : []));

describe('a library of iTunes', () => {
  it('says what a person has added to its tracks', () => {
    const [library, item] = read(
      track(
        7,
        `<key>Name</key><string>Tä &amp; t</string><key>Artist</key><string>A</string><key>Album</key><string>B</string>
        <key>Total Time</key><integer>61500</integer><key>Track Number</key><integer>3</integer>
        <key>Disc Number</key><integer>2</integer><key>Play Count</key><integer>12</integer>
        <key>Play Date</key><integer>3782000000</integer><key>Play Date UTC</key><date>2023-11-05T10:00:00Z</date>
        <key>Skip Count</key><integer>4</integer><key>Skip Date</key><date>2023-11-06T10:00:00Z</date>
        <key>Rating</key><integer>90</integer><key>Loved</key><true/>
        <key>Date Added</key><date>2010-02-03T04:05:06Z</date>${at('localhost/music/a%20b.mp3')}`,
      ),
    );
    expect(library).toEqual({ type: 'library', id: 'ABC' });
    expect(item).toEqual({
      type: 'track',
      record: {
        acoustidId: null,
        fingerprint: null,
        path: Buffer.from('/music/a b.mp3'),
        copies: [],
        title: 'Tä & t',
        artist: 'A',
        album: 'B',
        length: 61.5,
        trackNumber: 3,
        discNumber: 2,
        recordingId: null,
        rating: 4.5,
        plays: 12,
        skips: 4,
        lastPlayed: Date.UTC(2023, 10, 5, 10),
        lastSkipped: Date.UTC(2023, 10, 6, 10),
        added: Date.UTC(2010, 1, 3, 4, 5, 6),
        favourite: true,
        notes: '',
        fields: {},
      },
    });
  });

  it('says nothing of ratings that the program has computed', () => {
    const rating = '<key>Rating</key><integer>80</integer>';
    const [computed, given] = records(
      read(track(1, `${rating}<key>Rating Computed</key><true/>${at('/a')}`) + track(2, rating + at('/b'))),
    );
    expect([computed!.rating, given!.rating]).toEqual([null, 4]);
  });

  it('takes a favourite of newer versions for one, and the older time of the last play where there is no other', () => {
    const [favourite] = records(
      read(track(1, `<key>Favorited</key><true/><key>Play Date</key><integer>3782000000</integer>${at('/a')}`)),
    );
    expect(favourite!.favourite).toBe(true);
    const played = new Date((3_782_000_000 - 2_082_844_800) * 1000);
    expect(favourite!.lastPlayed).toBe(played.getTime() + played.getTimezoneOffset() * 60_000);
  });

  it('leaves streams out, and keeps a track whose place it does not tell', () => {
    const stream = '<key>Location</key><string>http://example.org/radio</string>';
    expect(records(read(track(1, stream) + track(2, '<key>Name</key><string>n</string>')))).toMatchObject([
      { title: 'n', path: null },
    ]);
  });

  it('has playlists in folders, in order, with a track as often as it is in them', () => {
    const list = (name: string, id: string, more: string, items: readonly number[] = []): string =>
      `<dict><key>Name</key><string>${name}</string><key>Playlist Persistent ID</key><string>${id}</string>${more}
      <key>Playlist Items</key><array>${items.map((item) => `<dict><key>Track ID</key><integer>${item}</integer></dict>`).join('')}</array></dict>`;
    const found = playlists(
      read(
        track(1, at('/a')) + track(2, at('/b')),
        list('Library', 'P0', '<key>Master</key><true/>', [1, 2]) +
          list('Music', 'P1', '<key>Distinguished Kind</key><integer>4</integer>', [1, 2]) +
          list('Travel', 'P2', '<key>Folder</key><true/>', [1]) +
          list('Far', 'P3', '<key>Folder</key><true/><key>Parent Persistent ID</key><string>P2</string>') +
          list('Road', 'P4', '<key>Parent Persistent ID</key><string>P3</string>', [2, 1, 2, 99]) +
          list('Smart', 'P5', '<key>Smart Info</key><data>AA</data><key>Smart Criteria</key><data>AA</data>', [1]),
      ),
    );
    expect(found.map(({ name, folders, items }) => [name, folders, items.map(({ path }) => String(path))])).toEqual([
      ['Road', ['Travel', 'Far'], ['/b', '/a', '/b']],
      ['Smart', [], ['/a']],
    ]);
    expect(found.map(({ loss }) => loss)).toEqual([null, 'its rules are not imported; its tracks of now are']);
  });
});
