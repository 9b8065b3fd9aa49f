import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it.each([
  ['an id', 'track.id = 1'],
  ['a part of a title', "instr(track.title_key, 'x')"],
  ['a part of an artist', "instr(track.artist_key, 'x')"],
  ['a part of an album artist', "instr(track.album_artist_key, 'x')"],
  ['a part of an album', "instr(track.album_key, 'x')"],
  ['a year', 'track.year > 1990'],
  ['when it was added', 'track.added_at > 5'],
  ['how often it was played', 'track.plays = 0'],
  ['its length', 'track.duration > 5'],
])('has an index with the totals of tracks by %s', (_, condition) => {
  const connection = databaseOfVersion(27);
  const details = connection
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT sum(duration), sum(bytes), json_group_array(id) FROM track
        WHERE present = 1 AND +track.id > 0 AND ${condition}`,
    )
    .all();
  expect(details[0]!.detail).toMatch(condition === 'track.id = 1' ? /PRIMARY KEY/ : /COVERING INDEX/);
});

it('leaves the tracks alone', () => {
  const connection = databaseOfVersion(26);
  const tracks = rowsOf(connection, 'track');
  migrate(connection, { target: 27 });
  expect(rowsOf(connection, 'track')).toEqual(tracks);
});
