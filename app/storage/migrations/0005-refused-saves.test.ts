import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds a table of refused saves, which stay when their track goes and never reuse an id', () => {
  const connection = databaseOfVersion(4);
  migrate(connection, { target: 5 });
  expect(rowsOf(connection, 'refused_save')).toEqual([]);
  const add = connection.prepare(
    "INSERT INTO refused_save (at, track_id, path, author, reason, kept) VALUES (1, ?, '/m/a', 'x', 'y', 'z')",
  );
  add.run(1);
  add.run(null);
  connection.exec('DELETE FROM track; DELETE FROM refused_save WHERE id = 2');
  add.run(77);
  expect(rowsOf(connection, 'refused_save')).toMatchObject([
    { id: 1n, track_id: 1n },
    { id: 3n, track_id: 77n },
  ]);
});
