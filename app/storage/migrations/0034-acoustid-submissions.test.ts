import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('has nothing to submit yet', () => {
  const connection = databaseOfVersion(33);
  migrate(connection, { target: 34 });
  expect(rowsOf(connection, 'acoustid_submission')).toEqual([]);
});

it('knows no other states than its own, and goes with its track', () => {
  const connection = databaseOfVersion(34);
  expect(() => connection.exec("UPDATE acoustid_submission SET state = 'lost'")).toThrow('CHECK');
  connection.exec('DELETE FROM track WHERE id = 1');
  expect(rowsOf(connection, 'acoustid_submission')).toEqual([]);
});
