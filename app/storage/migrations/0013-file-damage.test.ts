import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('lets the next scan read files again that were unreadable', () => {
  const connection = databaseOfVersion(12);
  const stamps = connection.prepare('SELECT id, ctime_ns AS ctime FROM file ORDER BY id').safeIntegers();
  connection.exec('UPDATE file SET missing_since = NULL, ctime_ns = 7');
  migrate(connection, { target: 13 });
  expect(stamps.all()).toEqual([
    { id: 1n, ctime: 7n },
    { id: 2n, ctime: 0n },
  ]);
});

it('adds a column that says nothing of the files that are known, and an index of those with damage', () => {
  const connection = databaseOfVersion(12);
  migrate(connection, { target: 13 });
  expect(connection.prepare('SELECT id, damage FROM file').all()).toEqual([
    { id: 1, damage: null },
    { id: 2, damage: null },
  ]);
  const plan = connection.prepare('EXPLAIN QUERY PLAN SELECT id FROM file WHERE damage IS NOT NULL').all();
  expect(JSON.stringify(plan)).toContain('file_damage');
});
