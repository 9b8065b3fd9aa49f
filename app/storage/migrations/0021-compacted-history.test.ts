import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('has whole edits until the history is compacted', () => {
  const connection = databaseOfVersion(20);
  const edits = connection.prepare('SELECT count(*) FROM edit').pluck().get();
  expect(edits).toBeGreaterThan(0);
  migrate(connection, { target: 21 });
  expect(connection.prepare('SELECT count(*) FROM edit WHERE compacted = 0').pluck().get()).toBe(edits);
  expect(rowsOf(connection, 'history_compaction')).toEqual([]);
});
