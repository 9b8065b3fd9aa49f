import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds a table of settings in which every setting has its default', () => {
  const connection = databaseOfVersion(5);
  migrate(connection, { target: 6 });
  expect(rowsOf(connection, 'setting')).toEqual([]);
  const add = connection.prepare("INSERT INTO setting (key, value) VALUES ('a', ?)");
  add.run('1');
  expect(() => add.run('2')).toThrow('UNIQUE');
  expect(() => connection.exec("INSERT INTO setting (key, value) VALUES ('b', NULL)")).toThrow('NOT NULL');
});
