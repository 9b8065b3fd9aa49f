import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { NotFoundError } from './edits.ts';
import { historyOfTrack } from './reports.ts';

let library: TestLibrary;
let id: number;
const title = (): string | undefined => library.reader.get(id)?.title;
const field = (name: string) => library.reader.get(id)?.fields.find((one) => one.field === name);

beforeEach(async () => {
  library = testLibrary();
  makeAudio(join(library.music, 'a.flac'), {
    tags: { title: 'silvan_sanctuary', artist: 'Lantern' },
    seconds: 1,
    art: true,
  });
  await library.scan();
  [id] = library.find('') as [number];
});

describe('edits', () => {
  it('change what is in force and keep what the file says, with author and time', () => {
    const result = library.edits.apply([id], { title: ['Silvan Sanctuary'] }, TESTER);
    expect(result).toMatchObject({
      tracks: 1,
      changes: [{ field: 'title', before: ['silvan_sanctuary'], after: ['Silvan Sanctuary'], author: 'tester' }],
    });
    expect(field('title')).toMatchObject({
      values: ['Silvan Sanctuary'],
      original: ['silvan_sanctuary'],
      edit: { author: 'tester', batch: result.batch },
    });
    expect(library.find('sanctuary')).toEqual([id]);
    expect(library.find('title:silvan_')).toEqual([]);
  });

  it('that change nothing make no batch', () => {
    expect(library.edits.apply([id], { title: ['silvan_sanctuary'], mood: null }, TESTER)).toEqual({
      batch: null,
      tracks: 0,
      changes: [],
    });
  });

  it('can be tried without being made', () => {
    expect(library.edits.apply([id], { title: ['x'] }, TESTER, { dryRun: true })).toMatchObject({
      batch: null,
      tracks: 1,
      changes: [{ field: 'title' }],
    });
    expect(title()).toBe('silvan_sanctuary');
  });

  it('remove a field, which is not the same as not having edited it', () => {
    library.edits.apply([id], { artist: null }, TESTER);
    expect(field('artist')).toMatchObject({ values: [], original: ['Lantern'] });
    expect(library.find('missing:artist')).toEqual([id]);
  });

  it('back to what the file says leave no trace but the history', () => {
    library.edits.apply([id], { title: ['x'] }, TESTER);
    library.edits.revert([id], null, TESTER);
    expect(library.reader.get(id)?.editedFields).toEqual([]);
    expect(historyOfTrack(library.connection, id)).toHaveLength(2);
  });

  it('raise the generation and the time of the edit with every change', () => {
    const state = () =>
      library.connection
        .prepare<[number], { generation: number; edited_at: number }>(
          'SELECT generation, edited_at FROM track WHERE id = ?',
        )
        .get(id)!;
    const stamps = [state()];
    for (const name of ['a', 'b', 'c']) {
      library.edits.apply([id], { title: [name] }, TESTER);
      stamps.push(state());
    }
    for (let i = 1; i < stamps.length; i++) {
      expect(stamps[i]!.generation).toBeGreaterThan(stamps[i - 1]!.generation);
      expect(stamps[i]!.edited_at).toBeGreaterThan(stamps[i - 1]!.edited_at);
    }
  });

  it('of a track that is not there change nothing at all', () => {
    expect(() => library.edits.apply([id, 999], { title: ['x'] }, TESTER)).toThrow(NotFoundError);
    expect(title()).toBe('silvan_sanctuary');
  });

  it('of pictures are edits like others', () => {
    const hash = 'a'.repeat(64);
    library.edits.apply([id], { picture: [`3:${hash}`] }, TESTER);
    expect(library.reader.get(id)?.pictures).toMatchObject([{ url: `/art/${hash}`, type: 3 }]);
    library.edits.undo(null, TESTER);
    expect(library.reader.get(id)?.pictures[0]?.url).toMatch(/^\/art\/track\//);
    expect(library.reader.get(id)?.editedFields).toEqual([]);
  });
});

describe('undo and redo', () => {
  it('take batches back in order and bring them forth again', () => {
    library.edits.apply([id], { title: ['one'] }, TESTER);
    library.edits.apply([id], { title: ['two'] }, TESTER);
    library.edits.undo(null, TESTER);
    expect(title()).toBe('one');
    library.edits.undo(null, TESTER);
    expect(title()).toBe('silvan_sanctuary');
    library.edits.redo(TESTER);
    expect(title()).toBe('one');
    library.edits.redo(TESTER);
    expect(title()).toBe('two');
    expect(() => library.edits.redo(TESTER)).toThrow(NotFoundError);
    library.edits.undo(null, TESTER);
    expect(title()).toBe('one');
  });

  it('leave a field alone that somebody has changed since', () => {
    const first = library.edits.apply([id], { title: ['one'], artist: ['Tide'] }, TESTER);
    library.edits.apply([id], { title: ['two'] }, TESTER);
    const result = library.edits.undo(first.batch, TESTER);
    expect(result).toMatchObject({ restored: 1, skipped: [{ trackId: id, field: 'title' }] });
    expect(title()).toBe('two');
    expect(library.reader.get(id)?.artist).toBe('Lantern');
  });

  it('do not redo over a newer edit', () => {
    library.edits.apply([id], { title: ['one'] }, TESTER);
    library.edits.undo(null, TESTER);
    library.edits.apply([id], { artist: ['Tide'] }, TESTER);
    expect(() => library.edits.redo(TESTER)).toThrow(NotFoundError);
  });

  it('refuse to undo the same batch twice', () => {
    const { batch } = library.edits.apply([id], { title: ['one'] }, TESTER);
    library.edits.undo(batch, TESTER);
    expect(() => library.edits.undo(batch, TESTER)).toThrow('already');
    expect(() => library.edits.undo(999, TESTER)).toThrow('no edit batch 999');
  });
});
