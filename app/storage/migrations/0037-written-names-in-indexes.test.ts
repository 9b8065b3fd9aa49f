import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it.each(['title', 'artist', 'album_artist', 'album'])('has an index with the %s as it is written', (name) => {
  const connection = databaseOfVersion(37);
  const details = connection
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT sum(duration), sum(bytes), json_group_array(id) FROM track
        WHERE present = 1 AND instr(${name}_key, 'x') AND instr(${name}, 'X')`,
    )
    .all();
  expect(details[0]!.detail).toContain('COVERING INDEX');
});

it('leaves the tracks alone', () => {
  const connection = databaseOfVersion(36);
  const tracks = rowsOf(connection, 'track');
  migrate(connection, { target: 37 });
  expect(rowsOf(connection, 'track')).toEqual(tracks);
});
