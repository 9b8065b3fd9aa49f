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
