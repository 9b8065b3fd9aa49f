import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('has the catalogue derived anew, and keeps queries from it until then', () => {
  const connection = databaseOfVersion(24);
  migrate(connection, { target: 25 });
  const all = (sql: string): unknown[] => connection.prepare(sql).all();
  expect(all('SELECT DISTINCT field_set FROM album_track')).toEqual([{ field_set: null }]);
  expect(all('SELECT * FROM catalogue_state')).toEqual([{ id: 1, derived_to: 0 }]);
  for (const table of ['field_set', 'outdated_track']) expect(rowsOf(connection, table), table).toEqual([]);
});

it('has one set of the same fields, and one state of the catalogue', () => {
  const connection = databaseOfVersion(25);
  const add = connection.prepare('INSERT INTO field_set (fields) VALUES (?)');
  add.run('{"mood":1}');
  expect(() => add.run('{"mood":1}')).toThrow('UNIQUE');
  expect(() => connection.exec('INSERT INTO catalogue_state (id, derived_to) VALUES (2, 0)')).toThrow('CHECK');
});
