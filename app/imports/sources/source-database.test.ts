import Database from 'better-sqlite3';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { columnsOf, onSourceDatabase } from './source-database.ts';

const valuesIn = (path: string): unknown[] => [
  ...onSourceDatabase(path, (connection) => connection.prepare('SELECT b FROM a ORDER BY b').pluck().all()),
];
const copies = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('descant-import-'));

/** A database with one row, that the test's own program keeps open. */
function database(journal: 'wal' | 'delete') {
  const path = join(temporaryFolder(), 'x.db');
  const connection = new Database(path);
  connection.pragma(`journal_mode = ${journal}`);
  connection.exec('CREATE TABLE a (b); INSERT INTO a VALUES (1)');
  return { path, connection };
}

it('reads a database in place, also one that cannot be written', () => {
  const { path, connection } = database('delete');
  connection.close();
  chmodSync(path, 0o444);
  const before = readFileSync(path);
  expect(valuesIn(path)).toEqual([1]);
  expect(readdirSync(dirname(path))).toEqual(['x.db']);
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('reads what a program that runs has written last, and leaves its files alone', () => {
  const { path, connection } = database('wal');
  connection.exec('INSERT INTO a VALUES (2)');
  const before = readdirSync(dirname(path)).map((name) => [name, readFileSync(join(dirname(path), name))]);
  const had = copies();
  expect(valuesIn(path)).toEqual([1, 2]);
  expect(readdirSync(dirname(path)).map((name) => [name, readFileSync(join(dirname(path), name))])).toEqual(before);
  expect(copies()).toEqual(had);
  connection.exec('INSERT INTO a VALUES (3)');
  connection.close();
});

it('makes no files beside a database with a write-ahead log that no program has open', () => {
  const { path, connection } = database('wal');
  connection.close();
  expect(valuesIn(path)).toEqual([1]);
  expect(readdirSync(dirname(path))).toEqual(['x.db']);
});

it('reads a database as it was before a change that was cut off', () => {
  const { path, connection } = database('delete');
  connection.pragma('synchronous = OFF');
  connection.pragma('cache_spill = 1');
  connection.pragma('cache_size = 1');
  connection.exec('BEGIN; UPDATE a SET b = 7');
  for (let i = 0; i < 200; i++) connection.prepare('INSERT INTO a VALUES (?)').run('x'.repeat(4000));
  const cut = join(temporaryFolder(), 'x.db');
  writeFileSync(cut, readFileSync(path));
  writeFileSync(`${cut}-journal`, readFileSync(`${path}-journal`));
  connection.exec('ROLLBACK');
  connection.close();
  expect(valuesIn(cut)).toEqual([1]);
  expect(existsSync(`${cut}-journal`)).toBe(true);
});

it('refuses what is no database, and one without the table, with the path', () => {
  const path = join(temporaryFolder(), 'x.db');
  writeFileSync(path, 'SQLite format 3\0 and nothing else'.padEnd(5000, 'x'));
  expect(() => valuesIn(path)).toThrow(`${path}: this database cannot be read (file is not a database)`);
  const { path: other, connection } = database('delete');
  connection.exec('DROP TABLE a');
  connection.close();
  expect(() => valuesIn(other)).toThrow('no such table: a');
});

it('tells the columns of a table, and none of one that is not there', () => {
  const { connection } = database('delete');
  expect([...columnsOf(connection, 'a')]).toEqual(['b']);
  expect([...columnsOf(connection, 'c')]).toEqual([]);
  connection.close();
});
