import { expect, it } from 'vitest';
import { naturalKey } from '../../library/natural-key.ts';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it.each(['part 10', 'no number', '007', `1${'0'.repeat(12)} years`, '١٢'])(
  'gives the title "%s" the key with which it is written from now on',
  (title) => {
    const connection = databaseOfVersion(10);
    connection.prepare('UPDATE track SET title_key = ? WHERE id = 1').run(title);
    const before = rowsOf(connection, 'track');
    migrate(connection, { target: 11 });
    expect(rowsOf(connection, 'track')).toMatchObject(before as object[]);
    const keys = connection.prepare('SELECT title_sort FROM track ORDER BY id').pluck().all();
    expect(keys).toEqual([naturalKey(title), 'x']);
  },
);

it('sorts titles by an index', () => {
  const connection = databaseOfVersion(10);
  migrate(connection, { target: 11 });
  const plan = connection
    .prepare<[], { detail: string }>(
      'EXPLAIN QUERY PLAN SELECT id FROM track WHERE present = 1 ORDER BY title_sort, id',
    )
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual(['SCAN track USING COVERING INDEX track_by_title']);
});
