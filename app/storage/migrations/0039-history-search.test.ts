import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('leaves the history as it is, and none of its words is known yet', () => {
  const connection = databaseOfVersion(38);
  const batches = rowsOf(connection, 'edit_batch');
  migrate(connection, { target: 39 });
  expect(rowsOf(connection, 'edit_batch')).toEqual(batches);
  expect(rowsOf(connection, 'history_search')).toEqual([]);
});

it('finds words by their beginnings, the last row first', () => {
  const connection = databaseOfVersion(39);
  connection.exec("INSERT INTO history_search (rowid, words) VALUES (1, 'čas hearth'), (5, 'hearths')");
  const find = connection.prepare('SELECT rowid FROM history_search WHERE history_search MATCH ? ORDER BY rowid DESC');
  expect(find.pluck().all('"hear"*')).toEqual([5, 1]);
  expect(find.all('"hearth"* AND "čas"*')).toEqual([1]);
});
