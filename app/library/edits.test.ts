import { beforeEach, describe, expect, it } from 'vitest';
import { Edits } from './edits.ts';
import { NotFoundError } from './not-found.ts';
import { history, historyOfTrack } from './reports.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';

let library: MemoryLibrary;
let reader: TrackReader;
let id: number;
let other: number;
const title = (): string | undefined => reader.get(id)?.title;
const field = (name: string) => reader.get(id)?.fields.find((one) => one.field === name);
const overrides = (): unknown => JSON.parse(library.column(id, 'overrides') as string);
const set = (...titles: string[]): number =>
  titles.map((one) => library.edits.apply([id], { title: [one] }, TESTER).batch!).at(-1)!;

beforeEach(() => {
  library = memoryLibrary();
  reader = new TrackReader(library.connection);
  id = library.add({ tags: { title: ['silvan_sanctuary'], artist: ['Lantern'] }, pictures: [{ type: 3 }] });
  other = library.add({ name: 'b.flac', tags: { title: ['other'] } });
});

describe('edits', () => {
  it('change what is in force and keep what the file says, with author and time', () => {
    const result = library.edits.apply([id], { title: ['Silvan Sanctuary'] }, TESTER, { note: 'why' });
    expect(result).toEqual({
      batch: 1,
      tracks: 1,
      changes: [
        {
          batch: 1,
          trackId: id,
          author: 'tester',
          at: expect.any(Number),
          field: 'title',
          before: ['silvan_sanctuary'],
          after: ['Silvan Sanctuary'],
          undoneBy: null,
        },
      ],
    });
    expect(field('title')).toEqual({
      field: 'title',
      values: ['Silvan Sanctuary'],
      original: ['silvan_sanctuary'],
      edit: { author: 'tester', at: result.changes[0]!.at, batch: 1 },
    });
    expect(reader.ids('sanctuary')).toEqual([id]);
    expect(reader.ids('title:silvan_')).toEqual([]);
    expect(history(library.connection, 9)).toMatchObject([{ id: 1, author: 'tester', note: 'why', tracks: 1 }]);
  });

  it('that change nothing make no batch', () => {
    expect(library.edits.apply([id], { title: ['silvan_sanctuary'], mood: null, genre: [] }, TESTER)).toEqual({
      batch: null,
      tracks: 0,
      changes: [],
    });
    expect(history(library.connection, 9)).toEqual([]);
  });

  it('of several tracks are one batch, in which those that stay as they are do not count', () => {
    library.edits.apply([other], { title: ['x'] }, TESTER);
    expect(library.edits.apply([id, other], { title: ['x'] }, TESTER)).toMatchObject({
      batch: 2,
      tracks: 1,
      changes: [{ trackId: id }],
    });
  });

  it('may differ from track to track, and of several of one field the last holds', () => {
    const result = library.edits.applyEach(
      [
        { id, changes: { title: ['one'], mood: ['calm'] } },
        { id: other, changes: { title: ['two'] } },
        { id, changes: { title: ['three'] } },
      ],
      TESTER,
    );
    expect(result).toMatchObject({ batch: 1, tracks: 2 });
    expect(result.changes).toHaveLength(3);
    expect(overrides()).toEqual({ title: ['three'], mood: ['calm'] });
    expect(library.column(other, 'title')).toBe('two');
    expect(historyOfTrack(library.connection, id)).toMatchObject([{ field: 'mood' }, { field: 'title' }]);
  });

  it('can be tried without being made', () => {
    expect(library.edits.apply([id], { title: ['x'] }, TESTER, { dryRun: true })).toMatchObject({
      batch: null,
      tracks: 1,
      changes: [{ batch: 0, field: 'title', after: ['x'] }],
    });
    expect(title()).toBe('silvan_sanctuary');
    expect(history(library.connection, 9)).toEqual([]);
  });

  it('list up to a thousand changes and make them all', () => {
    const fields = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`field${i}`, ['x']]));
    expect(library.edits.apply([id, other], fields, TESTER).changes).toHaveLength(1000);
    expect(historyOfTrack(library.connection, other)).toHaveLength(501);
  });

  it('remove a field, which is not the same as not having edited it', () => {
    library.edits.apply([id], { artist: null }, TESTER);
    expect(field('artist')).toMatchObject({ values: [], original: ['Lantern'] });
    expect(reader.ids('missing:artist')).toEqual(expect.arrayContaining([id]));
    expect(overrides()).toEqual({ artist: null });
    library.retag(id, { title: ['t'], artist: ['Somebody'] });
    expect(field('artist')).toMatchObject({ values: [], original: ['Somebody'] });
  });

  it('to no values at all remove a field', () => {
    library.edits.apply([id], { artist: [] }, TESTER);
    expect(overrides()).toEqual({ artist: null });
  });

  it('to what the file says remove the override', () => {
    set('x', 'silvan_sanctuary');
    expect(overrides()).toEqual({});
  });

  it('take fields with the names of members of objects', () => {
    library.edits.apply([id], { constructor: ['x'] }, TESTER);
    expect(field('constructor')).toMatchObject({ values: ['x'], original: null });
    library.edits.undo(null, TESTER);
    expect(overrides()).toEqual({});
  });

  it('of a person give typed fields values of their form, or nothing of the batch is written', () => {
    const refusal = expect.objectContaining({
      code: 'INVALID_VALUE',
      message: 'tracknumber takes a whole number from 0 to 99999 or a vinyl side such as A1, not "abc"',
    });
    const changes = { title: ['x'], tracknumber: ['abc'] };
    expect(() => library.edits.apply([id], changes, TESTER)).toThrow(refusal);
    expect(() => library.edits.apply([id], changes, TESTER, { dryRun: true })).toThrow(refusal);
    const each = [
      { id: other, changes: { title: ['y'] } },
      { id, changes },
    ];
    expect(() => library.edits.applyEach(each, TESTER)).toThrow(refusal);
    expect(history(library.connection, 9)).toEqual([]);
    expect([title(), library.column(other, 'title')]).toEqual(['silvan_sanctuary', 'other']);
  });

  it.each(['program', 'service', 'rule'] as const)('of a %s may hold odd values, which are kept', (kind) => {
    const author = { name: 'tagger', kind };
    library.edits.apply([id], { tracknumber: ['abc'] }, author);
    library.edits.applyEach([{ id, changes: { date: ['not a date'] } }], author);
    expect(overrides()).toEqual({ tracknumber: ['abc'], date: ['not a date'] });
    // A person can take them back, and bring them back.
    library.edits.revert([id], null, TESTER);
    library.edits.undo(null, TESTER);
    expect(overrides()).toEqual({ tracknumber: ['abc'], date: ['not a date'] });
  });

  it('raise the generation and the time of the edit with every change', () => {
    const state = () =>
      [library.column(id, 'generation') as number, library.column(id, 'edited_at') as number] as const;
    const states = [state()];
    for (const name of ['a', 'b', 'c']) {
      set(name);
      states.push(state());
    }
    for (let i = 1; i < states.length; i++) {
      expect(states[i]![0]).toBe(states[i - 1]![0] + 1);
      expect(states[i]![1]).toBeGreaterThan(states[i - 1]![1]);
    }
  });

  it('of a track that is not there change nothing at all', () => {
    expect(() => library.edits.apply([id, 999], { title: ['x'] }, TESTER)).toThrow(NotFoundError);
    expect(() => library.edits.apply([999], { title: ['x'] }, TESTER)).toThrow('there is no track 999');
    expect(() => library.edits.revert([999], null, TESTER)).toThrow('there is no track 999');
    expect(title()).toBe('silvan_sanctuary');
    expect(history(library.connection, 9)).toEqual([]);
  });

  it('of pictures are edits like others', () => {
    const hash = 'a'.repeat(64);
    library.edits.apply([id], { picture: [`3:${hash}`] }, TESTER);
    expect(reader.get(id)?.pictures).toMatchObject([{ url: `/art/${hash}`, type: 3 }]);
    library.edits.apply([id], { picture: null }, TESTER);
    expect(library.column(id, 'has_art')).toBe(0);
    library.edits.undo(null, TESTER);
    library.edits.undo(null, TESTER);
    expect(reader.get(id)?.pictures[0]?.url).toMatch(/^\/art\/track\//);
    expect(library.column(id, 'has_art')).toBe(1);
    expect(reader.get(id)?.editedFields).toEqual([]);
  });
});

describe('taking edits back to what the file says', () => {
  it('leaves no trace but the history', () => {
    set('x');
    library.edits.apply([id], { artist: ['y'] }, TESTER);
    expect(library.edits.revert([id], null, TESTER)).toMatchObject({ batch: 3, tracks: 1 });
    expect(overrides()).toEqual({});
    expect(title()).toBe('silvan_sanctuary');
    expect(historyOfTrack(library.connection, id)).toHaveLength(4);
    expect(history(library.connection, 1)).toMatchObject([{ note: 'back to what the file says' }]);
  });

  it('touches the named fields alone', () => {
    set('x');
    library.edits.apply([id], { artist: ['y'] }, TESTER);
    library.edits.revert([id], ['title', 'genre'], TESTER);
    expect(overrides()).toEqual({ artist: ['y'] });
  });

  it('makes no batch where nothing is edited', () => {
    expect(library.edits.revert([id, other], null, TESTER)).toMatchObject({ batch: null, tracks: 0 });
  });

  it('removes an override that says what the file says by now', () => {
    set('new');
    library.retag(id, { title: ['new'] });
    expect(library.edits.revert([id], ['title'], TESTER)).toMatchObject({ tracks: 1 });
    library.retag(id, { title: ['newer'] });
    expect(title()).toBe('newer');
  });

  it('can be undone, also when the file was retagged in the meantime', () => {
    set('mine');
    library.edits.revert([id], null, TESTER);
    library.retag(id, { title: ['theirs'] });
    library.edits.undo(null, TESTER);
    expect(title()).toBe('mine');
  });
});

describe('undo and redo', () => {
  it('take batches back in order and bring them forth again', () => {
    set('one', 'two');
    expect(library.edits.undo(null, TESTER)).toEqual({ batch: 3, undid: 2, restored: 1, skipped: [] });
    expect(title()).toBe('one');
    library.edits.undo(null, TESTER);
    expect(title()).toBe('silvan_sanctuary');
    expect(library.edits.redo(TESTER)).toMatchObject({ restored: 1, skipped: [] });
    expect(title()).toBe('one');
    library.edits.redo(TESTER);
    expect(title()).toBe('two');
    expect(() => library.edits.redo(TESTER)).toThrow('there is nothing to redo');
    library.edits.undo(null, TESTER);
    expect(title()).toBe('one');
  });

  it('are batches of the history, which say what they have undone', () => {
    set('one');
    library.edits.undo(null, TESTER);
    library.edits.redo(TESTER);
    expect(history(library.connection, 9)).toMatchObject([
      { id: 3, note: 'redo', undoes: 2, undoneBy: null, fields: ['title'] },
      { id: 2, note: 'undo', undoes: 1, undoneBy: 3 },
      { id: 1, note: '', undoes: null, undoneBy: null },
    ]);
    expect(historyOfTrack(library.connection, id)).toMatchObject([
      { before: ['silvan_sanctuary'], after: ['one'] },
      { before: ['one'], after: ['silvan_sanctuary'] },
      { before: ['silvan_sanctuary'], after: ['one'] },
    ]);
  });

  it('leave a field alone that something else has changed since', () => {
    const first = library.edits.apply([id], { title: ['one'], artist: ['Tide'] }, TESTER);
    set('two');
    const result = library.edits.undo(first.batch, TESTER);
    expect(result).toEqual({ batch: 3, undid: 1, restored: 1, skipped: [{ trackId: id, field: 'title' }] });
    expect(title()).toBe('two');
    expect(reader.get(id)?.artist).toBe('Lantern');
  });

  it('pass over an undo whose track is gone when redoing', () => {
    set('one');
    library.edits.apply([other], { title: ['two'] }, TESTER);
    library.edits.undo(1, TESTER);
    library.edits.undo(2, TESTER);
    library.tracks.remove(other);
    expect(library.edits.redo(TESTER)).toEqual({ batch: 5, undid: 3, restored: 1, skipped: [] });
    expect(title()).toBe('one');
    expect(() => library.edits.redo(TESTER)).toThrow(new NotFoundError('there is nothing to redo'));
  });

  it('keep a batch undone while one of two undos of it is in force', () => {
    const edit = set('one');
    const undo = library.edits.undo(edit, TESTER).batch!;
    const redone = library.edits.undo(undo, TESTER).batch!;
    const secondUndo = library.edits.undo(edit, TESTER).batch!;
    set('one');
    library.edits.undo(redone, TESTER);
    library.edits.undo(secondUndo, TESTER);
    expect(title()).toBe('one');
    expect(history(library.connection, 9).find(({ id: batch }) => batch === edit)?.undoneBy).toBe(undo);
    // What is in force now is the second undo taken back, and that can be undone.
    expect(library.edits.undo(7, TESTER)).toMatchObject({ restored: 1 });
    expect(title()).toBe('silvan_sanctuary');
  });

  it('do not redo over a newer edit', () => {
    set('one');
    library.edits.undo(null, TESTER);
    library.edits.apply([id], { artist: ['Tide'] }, TESTER);
    expect(() => library.edits.redo(TESTER)).toThrow(NotFoundError);
  });

  it('refuse to undo the same batch twice, or one that does not exist', () => {
    const batch = set('one');
    library.edits.undo(batch, TESTER);
    expect(() => library.edits.undo(batch, TESTER)).toThrow('edit batch 1 has been undone already');
    expect(() => library.edits.undo(999, TESTER)).toThrow('there is no edit batch 999');
    expect(() => library.edits.undo(null, TESTER)).toThrow('there is nothing to undo');
    expect(() => library.edits.undo(null, TESTER)).toThrow(NotFoundError);
    expect(() => library.edits.undo(999, TESTER)).toThrow(
      expect.objectContaining({ name: 'NotFoundError', code: 'NOT_FOUND' }),
    );
    expect(history(library.connection, 1)).toMatchObject([{ note: 'undo', undoes: batch }]);
  });

  it('leave no override behind when the file was retagged in the meantime', () => {
    set('mine');
    library.retag(id, { title: ['theirs'] });
    library.edits.undo(null, TESTER);
    expect(overrides()).toEqual({});
    expect(title()).toBe('theirs');
    library.retag(id, { title: ['theirs again'] });
    expect(title()).toBe('theirs again');
    library.edits.redo(TESTER);
    expect(title()).toBe('mine');
  });

  it('do not use up a batch of which every field is skipped', () => {
    const [first, second] = [set('one'), set('two')];
    expect(library.edits.undo(first, TESTER)).toEqual({
      batch: null,
      undid: first,
      restored: 0,
      skipped: [{ trackId: id, field: 'title' }],
    });
    expect(history(library.connection, 9)).toHaveLength(2);
    library.edits.undo(second, TESTER);
    library.edits.undo(first, TESTER);
    expect(title()).toBe('silvan_sanctuary');
  });

  it('go on to an earlier batch when nothing of the last one is in force', () => {
    library.edits.apply([other], { title: ['kept'] }, TESTER);
    set('a', 'b', 'a');
    // The title is what the first of the three made it, so that one can be undone; the others then cannot.
    library.edits.undo(2, TESTER);
    expect(title()).toBe('silvan_sanctuary');
    expect(library.edits.undo(null, TESTER)).toMatchObject({ undid: 1, restored: 1 });
    expect(library.column(other, 'title')).toBe('other');
    expect(() => library.edits.undo(null, TESTER)).toThrow('there is nothing to undo');
  });

  it('bring a batch back by undoing its undo, which can be undone in turn', () => {
    const batch = set('one');
    const undo = library.edits.undo(batch, TESTER).batch!;
    const again = library.edits.undo(undo, TESTER).batch!;
    expect(title()).toBe('one');
    const undoneBy = (): (number | null)[] =>
      history(library.connection, 9)
        .toReversed()
        .map((one) => one.undoneBy);
    expect(undoneBy()).toEqual([null, again, null]);
    const third = library.edits.undo(again, TESTER).batch!;
    expect(title()).toBe('silvan_sanctuary');
    expect(undoneBy()).toEqual([undo, null, third, null]);
    library.edits.undo(undo, TESTER);
    expect(title()).toBe('one');
    expect(library.edits.undo(null, TESTER)).toMatchObject({ undid: batch, restored: 1 });
    expect(title()).toBe('silvan_sanctuary');
  });

  it('skip the fields of a track that is gone', () => {
    library.edits.apply([id, other], { title: ['x'] }, TESTER);
    library.connection.prepare('DELETE FROM track WHERE id = ?').run(other);
    expect(library.edits.undo(null, TESTER)).toMatchObject({
      restored: 1,
      skipped: [{ trackId: other, field: 'title' }],
    });
  });
});

describe('the progress of an edit', () => {
  const reported: [number, number][] = [];
  let edits: Edits;
  const add = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => library.add({ name: `p${count} ${i}` }));

  beforeEach(() => {
    reported.length = 0;
    edits = new Edits(library.connection, library.tracks, (done, total) => reported.push([done, total]));
  });

  it('is reported for many tracks, up to all of them, and for their undo', () => {
    const ids = add(1200);
    edits.apply(ids, { mood: ['calm'] }, TESTER);
    const steps = [0, 500, 1000, 1200].map((done) => [done, 1200]);
    expect(reported).toEqual(steps);
    edits.undo(null, TESTER);
    expect(reported).toEqual([...steps, ...steps]);
  });

  it('is not reported for few tracks, nor for what changes nothing', () => {
    const ids = add(500);
    edits.apply(ids, { mood: ['calm'] }, TESTER);
    edits.apply(ids, { mood: ['calm'] }, TESTER);
    edits.apply(ids, { mood: ['warm'] }, TESTER, { dryRun: true });
    expect(reported).toEqual([]);
    const more = [...ids, ...add(1)];
    edits.apply(more, { mood: ['warm'] }, TESTER);
    expect(reported.at(-1)).toEqual([501, 501]);
    reported.length = 0;
    edits.apply(more, { mood: ['warm'] }, TESTER);
    expect(reported).toEqual([]);
  });

  it('ends with all tracks also where one of them does not exist, and then nothing is changed', () => {
    const ids = add(600);
    expect(() => edits.apply([...ids, 9999], { title: ['x'] }, TESTER)).toThrow('there is no track 9999');
    expect(reported).toEqual([
      [0, 601],
      [601, 601],
    ]);
    const count = (sql: string): unknown => library.connection.prepare(sql).pluck().get();
    expect(count("SELECT count(*) FROM track WHERE overrides <> '{}'")).toBe(0);
    expect(count("SELECT count(*) FROM track_search WHERE track_search MATCH 'x'")).toBe(0);
    expect(count('SELECT count(*) FROM edit_batch')).toBe(0);
  });
});
