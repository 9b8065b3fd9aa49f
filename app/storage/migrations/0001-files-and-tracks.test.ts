import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('makes an empty database one of files and tracks', () => {
  const before = new Database(':memory:');
  expect(before.prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
  migrate(before, { target: 1 });
  expect(before.prepare('SELECT count(*) FROM track').pluck().get()).toBe(0);

  const connection = databaseOfVersion(1);
  connection.prepare('DELETE FROM root').run();
  expect(connection.prepare('SELECT root_id FROM folder WHERE id = 1').pluck().get()).toBeNull();
  connection.prepare('DELETE FROM folder WHERE id = 1').run();
  expect(connection.prepare('SELECT id FROM file').pluck().all()).toEqual([2]);
  expect(connection.prepare('SELECT id FROM track').pluck().all()).toEqual([2]);
  expect(connection.prepare('SELECT * FROM track_genre').all()).toEqual([]);
});

it('knows a file by its folder and name, and a track by its file', () => {
  const connection = databaseOfVersion(1);
  expect(() => connection.exec("INSERT INTO folder (path) VALUES (x'2f6d75736963')")).toThrow('UNIQUE');
  expect(() => connection.exec('UPDATE file SET folder_id = 2, name = (SELECT name FROM file WHERE id = 2)')).toThrow(
    'UNIQUE',
  );
  expect(() => connection.exec('UPDATE track SET file_id = 1')).toThrow('UNIQUE');
});

it('never gives the id of a track again', () => {
  const connection = databaseOfVersion(1);
  connection.exec('DELETE FROM track WHERE id = 2');
  const columns = connection
    .prepare<[], string>("SELECT name FROM pragma_table_info('track') WHERE name <> 'id'")
    .pluck()
    .all()
    .join(', ');
  connection.exec(
    `INSERT INTO track (${columns}) SELECT ${columns.replace('file_id', '2')} FROM track WHERE id = 1 LIMIT 1`,
  );
  expect(connection.prepare('SELECT id FROM track').pluck().all()).toEqual([1, 3]);
});

it('has indexes that answer a page of a list without sorting', () => {
  const connection = databaseOfVersion(1);
  const plan = (order: string): string =>
    connection
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT id FROM track WHERE present = 1 ORDER BY ${order} LIMIT 9`,
      )
      .all()
      .map(({ detail }) => detail)
      .join('; ');
  for (const [order, index] of [
    ['album_artist_key, album_key, disc_number, track_number, id', 'track_by_album'],
    ['title_key, id', 'track_by_title'],
    ['artist_key, album_key, disc_number, track_number, id', 'track_by_artist'],
    ['album_key, disc_number, track_number, id', 'track_by_album_title'],
    ['year, album_key, disc_number, track_number, id', 'track_by_year'],
    ['added_at, id', 'track_by_added'],
  ] as const) {
    expect(plan(order)).toBe(`SCAN track USING COVERING INDEX ${index}`);
  }
});

it('finds words by their beginnings, without accents', () => {
  const connection = databaseOfVersion(1);
  connection.exec("INSERT INTO track_search (rowid, title) VALUES (2, 'Čas')");
  const find = connection.prepare('SELECT rowid FROM track_search WHERE track_search MATCH ?').pluck();
  expect(find.all('emb*')).toEqual([1]);
  expect(find.all('cas')).toEqual([2]);
  connection.exec('DELETE FROM track_search WHERE rowid = 2');
  expect(find.all('cas')).toEqual([]);
});
