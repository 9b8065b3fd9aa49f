import { expect, it } from 'vitest';
import { testLibrary } from '../../tests/support/library.ts';
import { RecordedData } from './recorded-data.ts';

const NOTHING = {
  track: null,
  artist: null,
  album: null,
  albumArtist: null,
  trackNumber: null,
  discNumber: null,
  year: null,
};

it('adds what is new, and counts what was submitted before', () => {
  const { connection } = testLibrary();
  connection.exec("INSERT INTO recording (id, gid, made_at) VALUES (1, 'a', 5), (2, 'b', 5)");
  const data = new RecordedData(connection);
  const sound = { fingerprint: Uint8Array.of(1, 0, 0, 0), duration: 180, bitrate: null, format: 'FLAC' };
  const [one, other] = [data.addFingerprint(1, sound, 7), data.addFingerprint(2, sound, 8)];
  data.countFingerprint(other);
  for (const recording of [1, 2, 1]) {
    data.addMbid(recording, 'm');
    data.addDescription(recording, { ...NOTHING, track: 'Hearth', year: 1999 });
    data.addForeignId(recording, 'discogs', '12');
  }
  data.addDescription(1, { ...NOTHING, track: 'Hearth', year: 2000 });
  data.addDescription(1, NOTHING);

  const rows = (table: string, columns: string): unknown[] =>
    connection.prepare(`SELECT ${columns} FROM ${table} ORDER BY id`).raw().all();
  expect(rows('recording_fingerprint', 'id, recording_id, duration, format, submissions, made_at')).toEqual([
    [one, 1, 180, 'FLAC', 1, 7],
    [other, 2, 180, 'FLAC', 2, 8],
  ]);
  expect(rows('recording_mbid', 'recording_id, mbid, submissions')).toEqual([
    [1, 'm', 2],
    [2, 'm', 1],
  ]);
  expect(rows('recording_metadata', 'recording_id, track, artist, year, submissions')).toEqual([
    [1, 'Hearth', '', 1999, 2],
    [2, 'Hearth', '', 1999, 1],
    [1, 'Hearth', '', 2000, 1],
  ]);
  expect(rows('recording_foreign_id', 'recording_id, vendor, foreign_id, submissions')).toEqual([
    [1, 'discogs', '12', 2],
    [2, 'discogs', '12', 1],
  ]);
});
