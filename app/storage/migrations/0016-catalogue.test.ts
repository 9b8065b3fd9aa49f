import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds empty tables, which are filled from the tracks', () => {
  const connection = databaseOfVersion(15);
  const tracks = rowsOf(connection, 'track');
  migrate(connection, { target: 16 });
  expect(rowsOf(connection, 'track')).toEqual(tracks);
  for (const table of ['album', 'album_track', 'stale_album_key', 'field_value', 'track_value']) {
    expect(rowsOf(connection, table), table).toEqual([]);
  }
});

it('has one value of a field for each spelling', () => {
  const connection = databaseOfVersion(16);
  const add = connection.prepare("INSERT INTO field_value (field, key, value) VALUES (?, 'x', ?)");
  add.run('mood', 'X');
  add.run('label', 'X');
  add.run('mood', 'x');
  expect(() => add.run('mood', 'X')).toThrow('UNIQUE');
});

it('knows three states of an album', () => {
  const connection = databaseOfVersion(16);
  expect(() => connection.exec("UPDATE album SET state = 'broken'")).toThrow('CHECK');
});
