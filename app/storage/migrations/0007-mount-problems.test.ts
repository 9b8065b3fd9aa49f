import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds a table of at most one problem a track, which goes with the track', () => {
  const connection = databaseOfVersion(6);
  migrate(connection, { target: 7 });
  expect(rowsOf(connection, 'mount_problem')).toEqual([]);
  const add = connection.prepare("INSERT INTO mount_problem (track_id, at, message) VALUES (?, 1, 'gone')");
  add.run(1);
  expect(() => add.run(1)).toThrow('UNIQUE');
  expect(() => add.run(9)).toThrow('FOREIGN KEY');
  connection.exec('DELETE FROM track WHERE id = 1');
  expect(rowsOf(connection, 'mount_problem')).toEqual([]);
});
