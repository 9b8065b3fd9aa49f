import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('knows no server, and nothing waits for one', () => {
  const connection = databaseOfVersion(32);
  migrate(connection, { target: 33 });
  expect([rowsOf(connection, 'index_server'), rowsOf(connection, 'index_waiting')]).toEqual([[], []]);
});

it('holds one server', () => {
  const connection = databaseOfVersion(33);
  expect(() => connection.exec("INSERT INTO index_server (id, library) VALUES (2, 'x')")).toThrow('CHECK');
});
