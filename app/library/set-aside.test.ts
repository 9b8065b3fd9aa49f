import { beforeEach, describe, expect, it } from 'vitest';
import { Catalogue } from './catalogue/catalogue.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { asideName, asideOf, withoutOwnFields } from './set-aside.ts';
import { shownTags } from './shown-ratings.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from './effective-track.ts';
import { TrackReader } from './track-reader.ts';

let library: MemoryLibrary;
let reader: TrackReader;
let kept: number;
let hidden: number;
let trashed: number;

const set = (id: number, changes: Record<string, string[] | null>) => library.edits.apply([id], changes, TESTER);
const rowOf = (id: number): EffectiveTrackRow =>
  library.connection
    .prepare<[number], EffectiveTrackRow>(
      `SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = file_id WHERE track.id = ?`,
    )
    .get(id)!;
const titles = (query: string): string =>
  reader
    .rows(reader.ids(query, [{ field: 'title', descending: false }]))
    .map(({ title }) => title)
    .join(' ');

beforeEach(() => {
  library = memoryLibrary();
  reader = new TrackReader(library.connection);
  const add = (title: string): number =>
    library.add({ name: `${title}.flac`, tags: { title: [title], album: ['Knolls'], genre: ['Folk'] } });
  [kept, hidden, trashed] = [add('a'), add('b'), add('c')];
});

describe('a track that is set aside', () => {
  beforeEach(() => {
    set(hidden, { hidden: ['yes'] });
    set(trashed, { trashed: ['yes'] });
  });

  it.each([
    ['', 'a'],
    ['genre:folk', 'a'],
    ['-genre:jazz', 'a'],
    ['id:2', ''],
    ['hidden:yes', 'b'],
    ['hidden:true genre:folk', 'b'],
    ['hidden:no', 'a'],
    ['-hidden:yes', 'a'],
    ['hidden:yes , genre:folk', 'a b'],
    ['has:hidden', 'b'],
    ['missing:hidden', 'a'],
    ['trashed:yes', 'c'],
    ['trash:yes title:c', 'c'],
    ['hidden:yes , trashed:yes', 'b c'],
    ['is:missing', ''],
  ])('is found by "%s" only where the query names it', async (query, found) => {
    expect(titles(query)).toBe(found);
    await new Catalogue(library.connection).settle();
    expect(titles(query)).toBe(found);
  });

  it('is not counted, and leaves its album', async () => {
    await new Catalogue(library.connection).settle();
    expect(reader.list({ query: '', sort: [], offset: 0, limit: 9 }).total).toBe(1);
    expect(library.connection.prepare('SELECT tracks FROM album').pluck().all()).toEqual([1]);
    library.edits.undo(null, TESTER);
    await new Catalogue(library.connection).settle();
    expect(library.connection.prepare('SELECT tracks FROM album').pluck().all()).toEqual([2]);
  });

  it('is in the trash where it is hidden, too', () => {
    set(trashed, { hidden: ['1'] });
    expect(titles('hidden:yes')).toBe('b');
    expect(titles('trashed:yes')).toBe('c');
    set(trashed, { trashed: null });
    expect(titles('hidden:yes')).toBe('b c');
  });

  it('says so in its row, and is not missing', () => {
    const rows = reader.rows([kept, hidden, trashed]).map(({ aside, missing }) => [aside, missing]);
    expect(rows).toEqual([
      [null, false],
      ['hidden', false],
      ['trash', false],
    ]);
  });

  it('comes back by an undo, and by taking the field away', () => {
    library.edits.undo(null, TESTER);
    expect(titles('')).toBe('a c');
    set(hidden, { hidden: null });
    expect(titles('')).toBe('a b c');
    expect(library.column(hidden, 'overrides')).toBe('{}');
  });

  it('stays away when its file is read again, and when what is derived is made anew', () => {
    library.retag(hidden, { title: ['b'], genre: ['Jazz'] });
    expect(titles('genre:jazz')).toBe('');
    library.connection.exec('UPDATE track SET aside = 0, present = 1');
    const row = library.connection
      .prepare<[number], { kind: string; duration: number; bitrate: number; bytes: number }>(
        'SELECT kind, duration, bitrate, bytes FROM track WHERE id = ?',
      )
      .get(hidden)!;
    library.edits.apply([hidden], { notes: ['x'] }, TESTER);
    expect(library.column(hidden, 'aside')).toBe(0);
    library.tracks.mend(hidden, effectiveTrackOf(rowOf(hidden)), row, 5);
    expect([library.column(hidden, 'aside'), library.column(hidden, 'present')]).toEqual([1, 0]);
  });

  it('does not come back into lists while its file is missing', () => {
    library.connection.prepare('UPDATE file SET missing_since = 5 WHERE id = ?').run(hidden);
    expect(titles('is:missing')).toBe('');
    expect(titles('is:missing , hidden:yes')).toBe('b');
    expect(titles('hidden:yes')).toBe('');
    set(hidden, { hidden: null });
    expect(titles('')).toBe('a');
    expect(titles('is:missing')).toBe('b');
  });
});

describe('setting aside', () => {
  it('follows the person alone: a tag of a file with that name is another thing', () => {
    library.retag(kept, { title: ['a'], hidden: ['1'] });
    expect(titles('')).toBe('a b c');
    set(kept, { hidden: ['1'] });
    expect(titles('')).toBe('b c');
  });

  it('is no tag that files show, with ratings or without', () => {
    set(kept, { hidden: ['1'], distinct: ['7'], rating: ['4'] });
    const row = rowOf(kept);
    expect(Object.keys(shownTags(row, true)).sort()).toEqual(['album', 'genre', 'rating', 'title']);
    expect(Object.keys(shownTags(row, false)).sort()).toEqual(['album', 'genre', 'title']);
    expect(library.column(kept, 'edited_at')).toBe(0);
  });

  it('is read from the values 1 alone', () => {
    expect([{ hidden: ['1'] }, { trashed: ['1'] }, { hidden: ['0'], trashed: null }, {}].map(asideOf)).toEqual([
      1, 2, 0, 0,
    ]);
    expect(asideOf({ hidden: ['1'], trashed: ['1'] })).toBe(3);
    expect([0, 1, 2, 3].map(asideName)).toEqual([null, 'hidden', 'trash', 'trash']);
  });

  it('leaves tags as they are that have none of its fields', () => {
    const tags = { title: ['x'] };
    expect(withoutOwnFields(tags)).toBe(tags);
    expect(withoutOwnFields({ ...tags, trashed: ['1'] })).toEqual(tags);
  });
});
