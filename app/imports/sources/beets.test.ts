import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { recordOf, type ImportedRecord } from '../import-record.ts';
import { writeBeets } from '../testing/source-files.ts';
import { readBeets } from './beets.ts';

/** The record of one item with these attributes. */
function recordWith(attributes: Readonly<Record<string, string>>): ImportedRecord {
  const path = join(temporaryFolder(), 'library.db');
  writeBeets(
    path,
    [{ id: 1, path: Buffer.from('/a') }],
    Object.entries(attributes).map(([key, value]) => [1, key, value]),
  );
  const [item] = readBeets(path);
  return (item as { record: ImportedRecord }).record;
}

it('reads items with their attributes, in the order of their ids', () => {
  const path = join(temporaryFolder(), 'library.db');
  writeBeets(
    path,
    [
      {
        id: 2,
        path: Buffer.from('/a\xff.mp3', 'latin1'),
        title: 'T',
        artist: 'A',
        album: 'B',
        length: 61.25,
        track: 3,
        disc: 0,
        mb_trackid: 'id',
        added: 1_500_000_000.25,
      },
      { id: 1, path: Buffer.from('/b.mp3') },
    ],
    [
      [2, 'rating', '0.8'],
      [2, 'play_count', '5'],
      [2, 'skip_count', '2'],
      [2, 'last_played', '1700000000'],
      [2, 'loved', '1'],
      [2, 'notes', 'n'],
      [2, 'mood', 'calm'],
      [2, 'data_source', 'MusicBrainz'],
    ],
  );
  expect([...readBeets(path)].map((item) => (item as { record: unknown }).record)).toEqual([
    recordOf({ path: Buffer.from('/b.mp3') }),
    recordOf({
      path: Buffer.from('/a\xff.mp3', 'latin1'),
      title: 'T',
      artist: 'A',
      album: 'B',
      length: 61.25,
      trackNumber: 3,
      recordingId: 'id',
      rating: 4,
      plays: 5,
      skips: 2,
      lastPlayed: 1_700_000_000_000,
      added: 1_500_000_000_250,
      favourite: true,
      notes: 'n',
      fields: { mood: ['calm'] },
    }),
  ]);
});

it.each([
  ['rating', '1', 5],
  ['rating', '4', 4],
  ['rating', '7', 3.5],
  ['rating', '80', 4],
  ['rating', '800', null],
  ['rating', 'good', null],
  ['plex_userrating', '7', 3.5],
])('takes %s %s for %s of 5', (name, value, stars) => {
  expect(recordWith({ [name]: value }).rating).toBe(stars);
});

it.each([
  ['true', true],
  ['Yes', true],
  ['0', false],
  ['', false],
])('takes loved %j for %s', (value, favourite) => {
  expect(recordWith({ loved: value }).favourite).toBe(favourite);
});
