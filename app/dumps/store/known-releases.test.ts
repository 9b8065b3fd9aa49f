import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import type { Connection } from '../../storage/connection.ts';
import { readLine } from '../reading/read-line.ts';
import { testUuid } from '../testing-dumps.ts';
import { searchReleases, storedRelease } from './known-releases.ts';
import { releasesOf } from './known-sounds.ts';
import { RowWriter } from './row-writer.ts';
import { openStore } from './store-file.ts';
import { storedDumps } from './stored-files.ts';

let connection: Connection;
beforeAll(() => {
  connection = openStore(join(temporaryFolder(), 'dumps'));
});
afterAll(() => connection.close());

/** A release of some recordings, as a line of MusicBrainz. */
function line(id: number, title: string, artist: string, recordings: readonly number[]) {
  return {
    id: testUuid(id),
    title,
    'artist-credit': [{ name: artist, joinphrase: '', artist: { id: testUuid(900), name: artist } }],
    media: [
      {
        position: 1,
        tracks: recordings.map((number, at) => ({
          id: testUuid(5000 + number),
          position: at + 1,
          title: `track ${number}`,
          recording: { id: testUuid(number), title: `track ${number}` },
        })),
      },
    ],
  };
}

function write(kind: 'release' | 'recording', lines: readonly object[], day = 0) {
  const rows = lines.map((one) => readLine(kind, Buffer.from(JSON.stringify(one)))!);
  return connection.transaction(() => new RowWriter(connection).write(kind, rows, day))();
}

beforeAll(() => {
  write('release', [
    line(1, 'Salt & Copper', 'North Harbour', [101, 102]),
    line(2, 'Salt and Copper: Live', 'North Harbour', [103]),
    line(3, 'Größe', 'Die Ärzte', [104]),
    line(4, 'Salt', 'Someone Else', [101]),
  ]);
});

it('finds a release by its id, as it was told', () => {
  expect(storedRelease(connection, testUuid(1))).toMatchObject({
    source: 'musicbrainz',
    id: testUuid(1),
    title: 'Salt & Copper',
    tracks: [{ recordingId: testUuid(101), position: 1 }, { recordingId: testUuid(102) }],
  });
  expect(storedRelease(connection, testUuid(77))).toBeNull();
  expect(storedRelease(connection, 'nonsense')).toBeNull();
});

it('finds releases by the words of title and artist, the most similar first', () => {
  const ids = (title: string, artist: string) => searchReleases(connection, title, artist).map(({ id }) => id);
  const found = searchReleases(connection, 'Salt Copper', 'north harbour');
  expect(found.map(({ id }) => id)).toEqual([testUuid(1), testUuid(2)]);
  expect(found[0]!.score).toBeGreaterThan(found[1]!.score);
  expect(found[0]!.tracks).toBe(2);
  expect(ids('salt and copper', 'North Harbour')).toEqual([testUuid(1), testUuid(2)]);
  expect(searchReleases(connection, 'GRÖSSE', 'arzte')).toMatchObject([{ id: testUuid(3) }]);
  expect(ids('Salt', 'nobody')).toEqual([]);
});

it('finds releases by some of the words where none has all of them', () => {
  const [best] = searchReleases(connection, 'Salt & Coper', 'N. Harbour');
  expect(best).toMatchObject({ id: testUuid(1) });
  expect(best!.score).toBeGreaterThan(80);
  expect(searchReleases(connection, 'Iron', 'North Harbour')).toEqual([]);
});

it('takes whatever people write for words', () => {
  for (const text of ['" OR title : x', '*', 'a* NEAR(b)', '', '-', '^salt', 'AND']) {
    expect(() => searchReleases(connection, text, text)).not.toThrow();
  }
});

it('knows the releases of a recording, also after they have changed', () => {
  const ids = (recording: number): string[] => releasesOf(connection, testUuid(recording)).map(({ id }) => id);
  expect(ids(101)).toEqual([testUuid(1), testUuid(4)]);
  expect(write('release', [line(4, 'Salt', 'Someone Else', [102, 105])], 20_000)).toEqual({ added: 0, repeated: 1 });
  expect(ids(101)).toEqual([testUuid(1)]);
  expect(ids(102)).toEqual([testUuid(1), testUuid(4)]);
  expect(releasesOf(connection, testUuid(105))).toEqual([{ id: testUuid(4), track_count: 2 }]);
  // An older dump does not take it back.
  write('release', [line(4, 'Other', 'Someone Else', [101])], 19_000);
  expect(ids(105)).toEqual([testUuid(4)]);
  expect(searchReleases(connection, 'Other', '')).toEqual([]);
  expect(storedDumps(connection).rows.release).toBe(4);
});

it('fills in what its recordings know', () => {
  expect(storedRelease(connection, testUuid(2))!.tracks[0]).toMatchObject({ length: null, isrcs: [] });
  write('recording', [{ id: testUuid(103), title: 'track 103', length: 200_500, isrcs: ['A', 'B'] }]);
  expect(storedRelease(connection, testUuid(2))!.tracks[0]).toMatchObject({ length: 200.5, isrcs: ['A', 'B'] });
});
