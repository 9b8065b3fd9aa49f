import { beforeEach, describe, expect, it } from 'vitest';
import { PERSONAL_FIELDS, tagOverrides } from './personal-fields.ts';
import { recordPlay } from './plays.ts';
import { historyOfTrack } from './reports.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';

let library: MemoryLibrary;
let reader: TrackReader;
let id: number;
let other: number;
const give = (changes: Record<string, string[] | null>) => library.edits.apply([id], changes, TESTER);

beforeEach(() => {
  library = memoryLibrary();
  reader = new TrackReader(library.connection);
  id = library.add({ name: 'a.flac', tags: { title: ['a'], rating: ['3'] } });
  other = library.add({ name: 'b.flac', tags: { title: ['b'] } });
});

describe('what a person gives a track', () => {
  it('is its rating, whether it is a favourite, notes, when it was added, and how it is set aside', () => {
    const setAside = ['hidden', 'trashed', 'distinct'];
    expect([...PERSONAL_FIELDS]).toEqual(['rating', 'favourite', 'notes', 'added', ...setAside]);
  });

  it('has a history and an undo, and lies over what the file says', () => {
    expect(reader.get(id)!.rating).toBe(3);
    const { batch } = give({ rating: ['4,5'], favourite: ['yes'], notes: ['loud'] });
    expect(reader.get(id)).toMatchObject({ rating: 4.5, favourite: true });
    give({ rating: null });
    expect(reader.get(id)!.rating).toBeNull();
    expect(historyOfTrack(library.connection, id).map(({ field, after }) => [field, after])).toContainEqual([
      'notes',
      ['loud'],
    ]);
    library.edits.undo(null, TESTER);
    library.edits.undo(batch, TESTER);
    expect(reader.get(id)).toMatchObject({ rating: 3, favourite: false });
  });

  it('is no edit of a tag', () => {
    give({ rating: ['5'], notes: ['x'] });
    expect(reader.ids('is:edited')).toEqual([]);
    expect(reader.get(id)!.editedFields).toEqual([]);
    give({ title: ['new'] });
    expect(reader.ids('is:edited')).toEqual([id]);
    expect(reader.get(id)!.editedFields).toEqual(['title']);
  });

  it('is told apart from the overrides of tags', () => {
    const plain = { title: ['x'] };
    expect(tagOverrides(plain)).toBe(plain);
    expect(tagOverrides({ title: ['x'], rating: null, picture: ['file:0'] })).toEqual({
      title: ['x'],
      picture: ['file:0'],
    });
  });

  it.each([
    ['rating:4..', 'a'],
    ['rating:4.5', 'a'],
    ['rating:5', ''],
    ['has:rating', 'a'],
    ['missing:rating', 'b'],
    ['favourite:yes', 'a'],
    ['favorite:true', 'a'],
    ['favourite:no', 'b'],
    ['-favourite:1', 'b'],
    ['has:favourite', 'a'],
    ['notes:LOUD', 'a'],
    ['plays:1..', 'a'],
    ['plays:0', 'b'],
    ['has:plays', 'a'],
    ['missing:plays', 'b'],
    ['skips:2', 'b'],
    ['lastplayed:-1d..', 'a'],
    ['lastplayed:..-1d', ''],
    ['missing:lastplayed', 'b'],
    ['added:2001', 'a'],
    ['compilation:yes', ''],
    ['compilation:no', 'a b'],
    ['rating-', 'a b'],
    ['rating+', 'b a'],
    ['plays+', 'b a'],
    ['skips-', 'b a'],
    ['lastplayed-', 'a b'],
    ['favourite-', 'a b'],
    ['added+', 'a b'],
  ])('is found by %s', (query, found) => {
    give({ rating: ['4.5'], favourite: ['1'], notes: ['Too loud'], added: ['2001-06-01'] });
    recordPlay(library.connection, { id, kind: 'play', at: Date.now() - 1000 });
    for (const at of [1, 2]) recordPlay(library.connection, { id: other, kind: 'skip', at });
    expect(
      reader
        .rows(reader.ids(query))
        .map(({ title }) => title)
        .join(' '),
    ).toBe(found);
  });

  it('is asked for by yes or no where it is one', () => {
    expect(() => reader.ids('favourite:maybe')).toThrow('favourite: asks for yes or no, not "maybe"');
    expect(() => reader.ids('rating:good')).toThrow('"good" is not a number that rating: understands');
  });
});
