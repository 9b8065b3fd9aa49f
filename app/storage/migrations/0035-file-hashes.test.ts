import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('knows no hash of a file yet', () => {
  const connection = databaseOfVersion(34);
  migrate(connection, { target: 35 });
  expect(rowsOf(connection, 'file_hash')).toEqual([]);
});

it('forgets the hash of a file with the file', () => {
  const connection = databaseOfVersion(35);
  expect(rowsOf(connection, 'file_hash')).toHaveLength(1);
  connection.exec('PRAGMA foreign_keys = ON; DELETE FROM track; DELETE FROM file');
  expect(rowsOf(connection, 'file_hash')).toEqual([]);
});
