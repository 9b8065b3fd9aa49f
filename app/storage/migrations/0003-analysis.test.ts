import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds a table in which no file is analysed yet', () => {
  const connection = databaseOfVersion(2);
  migrate(connection, { target: 3 });
  expect(rowsOf(connection, 'analysis')).toEqual([]);
  expect(rowsOf(connection, 'file')).toHaveLength(2);
});

it('has one analysis a file, which goes with the file', () => {
  const connection = databaseOfVersion(3);
  const add = connection.prepare('INSERT INTO analysis (file_id, version, analysed_at) VALUES (?, 1, 1)');
  expect(() => add.run(1)).toThrow('UNIQUE');
  expect(() => add.run(9)).toThrow('FOREIGN KEY');
  connection.exec('DELETE FROM file WHERE id = 1');
  expect(rowsOf(connection, 'analysis')).toEqual([]);
});
