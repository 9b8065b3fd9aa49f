import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds a table of the pictures in the art store, one row for each hash', () => {
  const connection = databaseOfVersion(3);
  migrate(connection, { target: 4 });
  expect(rowsOf(connection, 'picture')).toEqual([]);
  const add = connection.prepare(
    "INSERT INTO picture (hash, mime, width, height, length, added_at) VALUES (?, 'image/png', 1, 1, 1, 1)",
  );
  add.run('a');
  add.run('b');
  expect(() => add.run('a')).toThrow('UNIQUE');
});
