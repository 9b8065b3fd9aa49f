import { beforeEach, expect, it } from 'vitest';
import { Matches } from './matches.ts';
import { compileQuery } from './query/compile-query.ts';
import { memoryLibrary, type MemoryLibrary } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
  for (let id = 1; id <= 5; id++) library.add({ name: `${id}.flac`, tags: { title: [`T${6 - id}`] }, duration: id });
});

const condition = (query: string) => compileQuery(library.connection, query).condition;

it('tells the totals and the tracks of a condition', () => {
  const found = new Matches(library.connection).of(condition('length:3..'));
  expect(found).toEqual({ total: 3, duration: 12, bytes: 3000, ids: '[3,4,5]' });
  expect(new Matches(library.connection).of(condition('title:x'))).toEqual({
    total: 0,
    duration: 0,
    bytes: 0,
    ids: '[]',
  });
});

it('tells which tracks only where they are few', () => {
  const matches = new Matches(library.connection, 3);
  expect(matches.of(condition('length:3..')).ids).toBe('[3,4,5]');
  expect(matches.of(condition('length:2..'))).toMatchObject({ total: 4, ids: null });
});

it('reads no rows of tracks for the totals of what is found by genre, words, ids or length', () => {
  const plans: string[] = [];
  const prepare = library.connection.prepare.bind(library.connection);
  const watched = Object.assign(Object.create(library.connection) as typeof library.connection, {
    prepare: (sql: string) => {
      if (sql.startsWith('SELECT count')) plans.push(sql);
      return prepare(sql);
    },
  });
  const queries = ['genre:rock', 'genre:=rock , genre:=jazz', '-genre:rock', 't1 , t2', 't1', 'length:3..', 'id:1'];
  for (const query of queries) {
    const found = condition(query);
    new Matches(watched).of(found);
    const plan = prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${plans.at(-1)}`).all(...found.values);
    expect(plan[0]!.detail, query).toMatch(/^(?:SCAN|SEARCH) track USING COVERING INDEX track_totals/);
  }
});

it('finds tracks whose file is missing without the indexes of those that are there', () => {
  library.add({ name: 'gone.flac', tags: { genre: ['Rock'] }, missingSince: 5, duration: 7 });
  expect(new Matches(library.connection).of(condition('is:missing genre:rock'))).toMatchObject({
    total: 1,
    duration: 7,
  });
  const reader = new TrackReader(library.connection);
  expect(reader.list({ query: 'is:missing title+', sort: [], offset: 0, limit: 2 }).rows).toHaveLength(1);
});

it('leads to the same pages, whether the tracks are few or many', () => {
  const reader = new TrackReader(library.connection);
  const page = (query: string, offset: number) =>
    reader.list({ query, sort: [], offset, limit: 2 }).rows.map(({ title }) => title);
  for (const offset of [0, 1, 3, 4]) {
    expect(page('title+', offset)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5'].slice(offset, offset + 2));
    expect(page('length:2.. title+', offset)).toEqual(['T1', 'T2', 'T3', 'T4'].slice(offset, offset + 2));
  }
  expect(reader.list({ query: 'title+', sort: [], offset: 9, limit: 2 })).toMatchObject({ total: 5, rows: [] });
});
