import { afterEach, beforeEach, expect, it } from 'vitest';
import { declareFields } from '../../../fuse/fields/declared-fields.ts';
import type { DeclaredType } from '../../model/fields.ts';
import { toField } from '../declared-fields.ts';
import { scopeOf } from '../query/value-conditions.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { Catalogue } from './catalogue.ts';
import { FacetReader } from './facets.ts';

let library: MemoryLibrary;
let catalogue: Catalogue;
beforeEach(async () => {
  library = memoryLibrary();
  const shelves = [['2'], ['2'], ['10', '2'], ['x'.repeat(400)], ['', '3'], null];
  for (const [at, shelf] of shelves.entries()) {
    library.add({ name: `${at}.flac`, tags: { title: [`T${at}`], ...(shelf ? { shelf } : {}) } });
  }
  catalogue = new Catalogue(library.connection);
  await catalogue.settle();
});
afterEach(() => declareFields([]));

const declare = (type: DeclaredType, name = 'shelf') => declareFields([toField({ name, type })]);
const kept = (): unknown[] =>
  library.connection
    .prepare(
      "SELECT json_extract(fields, '$.shelf') FROM album_track JOIN field_set ON field_set.id = field_set ORDER BY track_id",
    )
    .pluck()
    .all();
const counted = (): unknown => library.connection.prepare('SELECT counted FROM catalogue_state').pluck().get();
const counts = (query = ''): string[] =>
  new FacetReader(library.connection)
    .page({ field: 'shelf', query, chosen: {}, search: '', sort: 'count', variantsOnly: false, offset: 0, limit: 9 })
    .values.map(({ value, tracks }) => `${value.slice(0, 3)} ${tracks}`);
const found = (query: string): string[] =>
  new TrackReader(library.connection)
    .list({ query, sort: [{ field: 'title', descending: false }], offset: 0, limit: 9 })
    .rows.map(({ title }) => title);

it('are kept once the field is declared, and counted before and after alike', async () => {
  expect(kept()).toEqual([0, 0, 0, 0, 0, null]);
  declare('number');
  const before = counts();
  expect(before).toEqual(['2 3', '3 1', '10 1', 'xxx 1']);
  expect(counts('title:t2')).toEqual(['2 1', '10 1']);
  await catalogue.settleBehind();
  expect(kept()).toEqual([1, 1, 2, 0, 0, null]);
  expect(counted()).toBe('["shelf"]');
  expect(scopeOf(library.connection)).toBe('catalogue');
  expect(counts()).toEqual(before);
  expect(counts('title:t2')).toEqual(['2 1', '10 1']);
});

it('answer queries of any type that the field is declared as', async () => {
  declare('list');
  await catalogue.settleBehind();
  expect(found('shelf:=2')).toEqual(['T0', 'T1', 'T2']);
  declare('number');
  expect(found('shelf:2')).toEqual(['T0', 'T1']);
  expect(found('shelf:5..')).toEqual(['T2']);
});

it('follow edits, also while the field is not declared', async () => {
  declare('text');
  await catalogue.settleBehind();
  library.edits.apply([1], { shelf: ['7'] }, TESTER);
  catalogue.touch([1]);
  await catalogue.settleBehind();
  expect(counts()).toEqual(['2 2', '3 1', '7 1', '10 1', 'xxx 1']);
  declareFields([]);
  library.edits.apply([2], { shelf: ['8'] }, TESTER);
  catalogue.touch([2]);
  await catalogue.settleBehind();
  expect(counted()).toBe('[]');
  expect(found('shelf:=8')).toEqual(['T1']);
  declare('text');
  expect(counts()).toEqual(['2 1', '3 1', '7 1', '8 1', '10 1', 'xxx 1']);
  await catalogue.settleBehind();
  expect(kept()).toEqual([1, 1, 2, 0, 0, null]);
  expect(counts()).toEqual(['2 1', '3 1', '7 1', '8 1', '10 1', 'xxx 1']);
});

it('do not hold up whoever waits for the catalogue, and are kept behind', async () => {
  declare('number');
  await catalogue.settle();
  expect(counted()).toBe('[]');
  await catalogue.settleBehind();
  expect(counted()).toBe('["shelf"]');
});
