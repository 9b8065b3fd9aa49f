import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declareFields } from '../../fuse/fields/declared-fields.ts';
import type { DeclaredField } from '../model/fields.ts';
import { FacetReader } from './catalogue/facets.ts';
import { DeclaredFields, readDeclaredFields } from './declared-fields.ts';
import { declareField, removeField } from './declare-field.ts';
import { writeSetting } from './settings.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';

let library: MemoryLibrary;
let declared: DeclaredFields;
let changes: string[][];
beforeEach(() => {
  library = memoryLibrary();
  changes = [];
  declared = new DeclaredFields(library.connection, (fields) => changes.push(fields.map(({ name }) => name)));
  for (const [name, tags] of Object.entries({
    'a.flac': { title: ['A'], shelf: ['10'], 'my mood': ['Calm', 'blue'], heard: ['2020-05-17'], best: ['1:30'] },
    'b.flac': { title: ['B'], shelf: ['9.5'], 'my mood': ['Blue'], heard: ['2021'], best: ['1:00:00'] },
    'c.flac': { title: ['C'], shelf: ['top'] },
    'd.flac': { title: ['D'] },
  })) {
    library.add({ name, tags });
  }
});
afterEach(() => declareFields([]));

function declare(field: DeclaredField) {
  const result = declareField(library.connection, field, TESTER);
  declared.follow();
  return result;
}
const remove = (name: string, clear = false) => {
  const result = removeField(
    library.connection,
    name,
    TESTER,
    clear ? (ids, field, note) => library.edits.apply(ids, { [field]: null }, TESTER, { note }).batch : null,
  );
  declared.follow();
  return result;
};
const titles = (query: string): string =>
  new TrackReader(library.connection)
    .rows(new TrackReader(library.connection).ids(query, [{ field: 'title', descending: false }]))
    .map(({ title }) => title)
    .join('');

describe('a declared field', () => {
  it('tells how many tracks have values, and which values do not fit', () => {
    expect(declare({ name: 'shelf', type: 'number' })).toEqual({
      batch: 1,
      name: 'shelf',
      tracks: 3,
      unfit: 1,
      examples: ['top'],
    });
    expect(declare({ name: 'room', type: 'date' })).toMatchObject({ tracks: 0, unfit: 0, examples: [] });
    expect(changes).toEqual([['shelf'], ['shelf', 'room']]);
  });

  it('of numbers, dates and durations is asked by ranges, and sorts by them', () => {
    declare({ name: 'shelf', type: 'number' });
    declare({ name: 'heard', type: 'date' });
    declare({ name: 'best', type: 'duration' });
    expect([titles('shelf:9..10'), titles('shelf:10'), titles('shelf:..9.9')]).toEqual(['AB', 'A', 'B']);
    expect([titles('has:shelf'), titles('missing:shelf')]).toEqual(['AB', 'CD']);
    expect([titles('heard:2020'), titles('heard:2020-05..2021'), titles('heard:..2020-04')]).toEqual(['A', 'AB', '']);
    expect([titles('best:..2:00'), titles('best:1:00:00')]).toEqual(['A', 'B']);
    expect([titles('has:shelf shelf+'), titles('has:best best-'), titles('has:heard heard-')]).toEqual([
      'BA',
      'BA',
      'BA',
    ]);
    expect(() => titles('shelf:high')).toThrow('"high" is not a number that shelf: understands');
  });

  it('of texts and flags is compared, counted and sorted, also by the name that is not its tag', () => {
    declare({ name: 'mood2', type: 'list', tag: 'My Mood' });
    declare({ name: 'live', type: 'boolean' });
    library.edits.apply([1], { live: ['yes'] }, TESTER);
    library.edits.apply([2], { live: ['no'] }, TESTER);
    expect([titles('mood2:=blue'), titles('has:mood2 mood2+'), titles('live:yes'), titles('-live:yes')]).toEqual([
      'AB',
      'BA',
      'A',
      'BCD',
    ]);
    const facets = new FacetReader(library.connection);
    const page = { search: '', sort: 'count', variantsOnly: false, offset: 0, limit: 9, chosen: {} } as const;
    expect(facets.page({ ...page, field: 'mood2', query: 'title:a , title:b' }).values).toMatchObject([
      { value: 'Blue', tracks: 2, variants: [{ value: 'Blue' }, { value: 'blue' }] },
      { value: 'Calm', tracks: 1 },
    ]);
    expect(facets.page({ ...page, field: 'live', query: '', chosen: { mood2: ['calm'] } }).values).toMatchObject([
      { value: '1', tracks: 1 },
    ]);
  });

  it('takes from a person what has its form alone, in the one spelling', () => {
    declare({ name: 'shelf', type: 'number' });
    declare({ name: 'best', type: 'duration' });
    declare({ name: 'stars2', type: 'rating' });
    library.edits.apply([4], { best: ['90'], stars2: ['4,5'] }, TESTER);
    expect(new TrackReader(library.connection).tags([4]).get(4)).toMatchObject({ best: ['1:30'], stars2: ['4.5'] });
    expect(() => library.edits.apply([4], { shelf: ['high'] }, TESTER)).toThrow(
      'shelf takes a number such as 7 or -2.5, not "high"',
    );
  });

  it('is refused where its name or its tag is another field', () => {
    declare({ name: 'shelf', type: 'number', tag: 'SHELFMARK' });
    for (const [field, message] of [
      [{ name: 'year', type: 'text' }, '"year" is a field already: date (Date)'],
      [{ name: 'x', type: 'text', tag: 'Album Artist' }, null],
      [{ name: 'x2', type: 'text', tag: 'AlbumArtist' }, '"albumartist" is a field already'],
      [{ name: 'playlist', type: 'text' }, '"playlist" means something else'],
      [{ name: 'shelf', type: 'text' }, '"shelf" is declared already, as number'],
      [{ name: 'other', type: 'text', tag: 'shelfmark' }, '"shelfmark" is declared already'],
    ] as const) {
      if (message === null) expect(() => declare(field)).not.toThrow();
      else expect(() => declare(field), field.name).toThrow(message);
    }
    expect(() => remove('title')).toThrow("a field of Descant's own");
    expect(() => remove('shelv')).toThrow('no field "shelv" is declared; did you mean shelf?');
  });
});

describe('a declaration that is removed', () => {
  it('leaves the values as texts, and comes back by undo', () => {
    declare({ name: 'shelf', type: 'number', title: 'Shelf no.' });
    expect(remove('Shelf')).toEqual({ batch: 2, name: 'shelf', tracks: 3, cleared: false });
    expect(titles('shelf:top')).toBe('C');
    expect(library.edits.undo(2, TESTER)).toMatchObject({ restored: 1 });
    declared.follow();
    expect(readDeclaredFields(library.connection)).toEqual([{ name: 'shelf', type: 'number', title: 'Shelf no.' }]);
    expect(titles('shelf:10')).toBe('A');
    library.edits.redo(TESTER);
    expect(readDeclaredFields(library.connection)).toEqual([]);
  });

  it('with its values brings them back by one undo', () => {
    declare({ name: 'shelf', type: 'number' });
    expect(remove('shelf', true)).toEqual({ batch: 2, name: 'shelf', tracks: 3, cleared: true });
    expect([titles('has:shelf'), titles('shelf:1')]).toEqual(['', '']);
    library.edits.undo(null, TESTER);
    declared.follow();
    expect(titles('shelf:1..')).toBe('AB');
    expect(library.edits.undo(1, TESTER)).toMatchObject({ restored: 1 });
  });

  it('or declared otherwise since, stays as it is', () => {
    declare({ name: 'shelf', type: 'number' });
    remove('shelf');
    declare({ name: 'shelf', type: 'date' });
    expect(library.edits.undo(1, TESTER)).toMatchObject({ batch: null, restored: 0 });
    expect(readDeclaredFields(library.connection)).toMatchObject([{ type: 'date' }]);
  });
});

describe('the declared fields of a library', () => {
  it('are the valid ones of the setting', () => {
    const { connection } = library;
    const stored = [{ name: 'a', type: 'text' }, { name: 'b', type: 'colour' }, { name: 'year', type: 'text' }, 7];
    connection.prepare("INSERT INTO setting (key, value) VALUES ('fields.declared', ?)").run(JSON.stringify(stored));
    expect(readDeclaredFields(connection)).toEqual([{ name: 'a', type: 'text' }]);
    for (const value of [
      [{ name: 'Shelf', type: 'text' }],
      [{ name: 'x', type: 'text', tag: 'a"b' }],
      [{ name: 'title', type: 'text' }],
    ]) {
      expect(() => writeSetting(connection, 'fields.declared', value)).toThrow();
    }
  });
});
