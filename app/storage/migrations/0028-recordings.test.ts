import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('has every analysed file compared again', () => {
  const connection = databaseOfVersion(27);
  migrate(connection, { target: 28 });
  expect(connection.prepare('SELECT DISTINCT compared FROM analysis').pluck().all()).toEqual([null]);
  for (const table of ['recording', 'recording_track', 'sound_match', 'submission']) {
    expect(rowsOf(connection, table), table).toEqual([]);
  }
});

it('forgets what a file was found to be with its analysis, and the place of a track with the track', () => {
  const connection = databaseOfVersion(28);
  connection.exec('DELETE FROM analysis');
  expect(rowsOf(connection, 'sound_match')).toEqual([]);
  expect(rowsOf(connection, 'recording_track')).not.toEqual([]);
  connection.exec('DELETE FROM track');
  expect(rowsOf(connection, 'recording_track')).toEqual([]);
  expect(rowsOf(connection, 'recording')).toHaveLength(2);
});

it('merges a recording into an older one only, so that no chain of merges is a circle', () => {
  const connection = databaseOfVersion(28);
  const merge = connection.prepare('UPDATE recording SET merged_into = ? WHERE id = ?');
  merge.run(1, 2);
  expect(() => merge.run(2, 1)).toThrow('CHECK');
  expect(() => merge.run(1, 1)).toThrow('CHECK');
});

it('finds the files that are to be compared by an index', () => {
  const connection = databaseOfVersion(28);
  const plan = connection
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT file_id FROM analysis WHERE compared IS NULL AND fingerprint IS NOT NULL
        ORDER BY file_id LIMIT 9`,
    )
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual(['SCAN analysis USING INDEX analysis_uncompared']);
});
