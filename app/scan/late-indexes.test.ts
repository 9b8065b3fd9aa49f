import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LIST_INDEXES } from '../library/list-indexes.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { LateIndexes } from './late-indexes.ts';

let library: MemoryLibrary;
let now: number;
beforeEach(() => {
  library = memoryLibrary();
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Those of the indexes that are there. */
const made = (): string[] => {
  const names = library.connection.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index'").pluck();
  return names.all().filter((name) => LIST_INDEXES.includes(name));
};
/** As if the library had seen so many tracks. */
const setTracks = (number: number): void => {
  library.add();
  library.connection.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'track'").run(number);
};

it('has the indexes wait from many files on that a scan adds at once', async () => {
  const indexes = new LateIndexes(library.connection);
  indexes.beforeFiles(255);
  expect(made()).toHaveLength(LIST_INDEXES.length);
  indexes.beforeFiles(256);
  expect(made()).toEqual([]);
  indexes.beforeFiles(256);
  indexes.afterFiles();
  expect(made()).toEqual([]);
  await indexes.make();
  expect(made().toSorted()).toEqual(LIST_INDEXES.toSorted());
});

it('leaves the indexes of a library alone that has many tracks', () => {
  setTracks(4001);
  new LateIndexes(library.connection).beforeFiles(512);
  expect(made()).toHaveLength(LIST_INDEXES.length);
});

it.each([
  ['after a minute', () => (now += 60_001)],
  ['with very many tracks', () => setTracks(200_001)],
])('makes one index for each transaction %s, although the scan goes on', (_when, pass) => {
  const indexes = new LateIndexes(library.connection);
  indexes.beforeFiles(512);
  pass();
  for (let one = 1; one <= LIST_INDEXES.length; one++) {
    indexes.afterFiles();
    expect(made()).toHaveLength(one);
  }
  indexes.afterFiles();
  indexes.beforeFiles(512);
  expect(made()).toHaveLength(LIST_INDEXES.length);
});

it('makes indexes that an earlier scan could not make', async () => {
  new LateIndexes(library.connection).beforeFiles(512);
  await new LateIndexes(library.connection).make();
  expect(made()).toHaveLength(LIST_INDEXES.length);
});
