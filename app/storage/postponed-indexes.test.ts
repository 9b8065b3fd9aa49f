import { beforeEach, expect, it } from 'vitest';
import type { Connection } from './connection.ts';
import { migrate, MIGRATIONS } from './migrate.ts';
import { databaseOfVersion, digestOf } from './migrations/testing-database.ts';
import { isPostponed, makePostponedIndex, postponeIndexes } from './postponed-indexes.ts';

const NAMES = ['track_by_title', 'track_by_year'];

let connection: Connection;
let complete: string;
beforeEach(() => {
  connection = databaseOfVersion(MIGRATIONS.length);
  complete = digestOf(connection);
});

const indexes = (): string[] =>
  connection.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index'").pluck().all();

it('makes indexes again as they were, one after the other', () => {
  postponeIndexes(connection, NAMES);
  expect(indexes()).not.toEqual(expect.arrayContaining(['track_by_title']));
  expect(NAMES.map((name) => isPostponed(connection, name))).toEqual([true, true]);
  expect([1, 2, 3].map(() => makePostponedIndex(connection))).toEqual([true, true, false]);
  expect(NAMES.map((name) => isPostponed(connection, name))).toEqual([false, false]);
  expect(digestOf(connection)).toBe(complete);
});

it('takes none away twice, nor one that is not there', () => {
  postponeIndexes(connection, NAMES);
  postponeIndexes(connection, [...NAMES, 'track_by_moon']);
  expect([1, 2, 3].map(() => makePostponedIndex(connection))).toEqual([true, true, false]);
  expect(digestOf(connection)).toBe(complete);
});

it('takes all away, or none where that fails', () => {
  expect(() => postponeIndexes(connection, ['track_by_title', 'sqlite_autoindex_track_1'])).toThrow(
    'NOT NULL constraint failed',
  );
  expect(digestOf(connection)).toBe(complete);
});

it('makes those that a killed process has left away before any migration', () => {
  postponeIndexes(connection, NAMES);
  makePostponedIndex(connection);
  migrate(connection);
  expect(digestOf(connection)).toBe(complete);
});
