import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('has no track set aside, and finds those that are by an index', () => {
  const connection = databaseOfVersion(28);
  migrate(connection, { target: 29 });
  expect(connection.prepare('SELECT DISTINCT aside FROM track').pluck().all()).toEqual([0]);
  const plan = (sql: string): string[] =>
    connection
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail);
  expect(plan('SELECT file_id FROM track WHERE aside > 0')).toEqual([
    'SEARCH track USING COVERING INDEX track_aside (aside>?)',
  ]);
  expect(plan('SELECT id FROM track WHERE aside > 0 AND aside IN (2, 3)')).toEqual([
    'SEARCH track USING COVERING INDEX track_aside (aside=?)',
  ]);
  expect(plan(`SELECT id, overrides FROM track WHERE instr(overrides, '"distinct"') > 0`)).toEqual([
    'SCAN track USING INDEX track_distinct',
  ]);
});
