import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds an empty history and leaves the tracks alone', () => {
  const connection = databaseOfVersion(1);
  const tracks = rowsOf(connection, 'track');
  migrate(connection, { target: 2 });
  expect(rowsOf(connection, 'track')).toEqual(tracks);
  expect(rowsOf(connection, 'edit_batch')).toEqual([]);
  expect(rowsOf(connection, 'edit')).toEqual([]);
});

it('keeps the history of tracks that are gone, and no edit without its batch', () => {
  const connection = databaseOfVersion(2);
  connection.exec('DELETE FROM track');
  expect(rowsOf(connection, 'edit')).toHaveLength(3);
  expect(() => connection.exec("INSERT INTO edit (batch_id, track_id, field) VALUES (9, 1, 'title')")).toThrow(
    'FOREIGN KEY',
  );
  expect(() => connection.exec('DELETE FROM edit_batch WHERE id = 1')).toThrow('FOREIGN KEY');
});

it('knows the kinds of authors', () => {
  const connection = databaseOfVersion(2);
  const add = connection.prepare("INSERT INTO edit_batch (author, author_kind, at, note) VALUES ('x', ?, 1, '')");
  for (const kind of ['user', 'program', 'service', 'rule']) add.run(kind);
  expect(() => add.run('stranger')).toThrow('CHECK');
});
