import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { batchGroups, batchTracks } from './batch-changes.ts';

let library: TestLibrary;
/** Ids of a.flac to e.flac. */
let ids: number[];

beforeEach(async () => {
  library = testLibrary();
  const inMusic = (name: string): string => join(library.music, `${name}.flac`);
  makeAudio(inMusic('a'), { tags: { title: 'one', artist: 'A', genre: 'Folk' }, seconds: 1 });
  const names = ['b', 'c', 'd', 'e'];
  for (const name of names) copyFileSync(inMusic('a'), inMusic(name));
  await library.scan();
  ids = ['a', ...names].map((name) => library.find(`path:${name}.flac`)[0]!);
});

const groupsOf = (batch: number | null, limit = 20) => batchGroups(library.connection, { batch: batch!, limit });
const tracksOf = (batch: number | null, rest: { group?: number; after?: number; limit?: number } = {}) =>
  batchTracks(library.connection, { batch: batch!, group: null, after: 0, limit: 50, ...rest });

describe('the groups of a batch', () => {
  it('tell how many tracks share a change of a field, the most first', () => {
    library.edits.apply(ids.slice(0, 2), { genre: ['folk'] }, TESTER);
    const { batch } = library.edits.apply(ids, { genre: ['Rock', 'Folk'], mood: ['calm'] }, TESTER);
    expect(groupsOf(batch)).toEqual({
      groups: [
        { id: expect.any(Number) as number, field: 'mood', before: null, after: ['calm'], tracks: 5 },
        { id: expect.any(Number) as number, field: 'genre', before: ['Folk'], after: ['Rock', 'Folk'], tracks: 3 },
        { id: expect.any(Number) as number, field: 'genre', before: ['folk'], after: ['Rock', 'Folk'], tracks: 2 },
      ],
      more: 0,
    });
  });

  it('are as many as are asked for, and the others are counted', () => {
    const { batch } = library.edits.applyEach(
      ids.map((id, at) => ({ id, changes: { title: [String(at % 4)] } })),
      TESTER,
    );
    const { groups, more } = groupsOf(batch, 2);
    expect(groups).toMatchObject([{ after: ['0'], tracks: 2 }, { tracks: 1 }]);
    expect(more).toBe(2);
  });

  it('of a batch without edits are none', () => {
    expect(groupsOf(99)).toEqual({ groups: [], more: 0 });
  });
});

describe('the tracks of a batch', () => {
  it('come page by page, each with all of its changes', () => {
    const { batch } = library.edits.apply(ids, { title: ['x'], mood: ['calm'] }, TESTER);
    const first = tracksOf(batch, { limit: 2 });
    expect(first.tracks.map(({ id, changes }) => [id, changes.map(({ field }) => field).toSorted()])).toEqual([
      [ids[0], ['mood', 'title']],
      [ids[1], ['mood', 'title']],
    ]);
    const second = tracksOf(batch, { limit: 2, after: first.next! });
    const third = tracksOf(batch, { limit: 2, after: second.next! });
    expect([...second.tracks, ...third.tracks].map(({ id }) => id)).toEqual(ids.slice(2));
    expect(third.next).toBeNull();
  });

  it('are those of a group, with its change alone', () => {
    library.edits.apply(ids.slice(3), { genre: ['folk'] }, TESTER);
    const { batch } = library.edits.apply(ids, { genre: ['Rock'], mood: ['calm'] }, TESTER);
    const group = groupsOf(batch).groups.find(({ before }) => before?.[0] === 'folk')!;
    expect(tracksOf(batch, { group: group.id }).tracks).toEqual(
      ids.slice(3).map((id) => ({
        id,
        title: 'one',
        artist: 'A',
        changes: [{ field: 'genre', before: ['folk'], after: ['Rock'] }],
        more: 0,
      })),
    );
  });

  it('have the title that is in force now, or else the name of the file, and none once they are gone', () => {
    const { batch } = library.edits.apply(ids, { mood: ['calm'] }, TESTER);
    library.edits.apply([ids[0]!], { title: ['mine'] }, TESTER);
    library.edits.apply([ids[1]!], { title: null }, TESTER);
    library.connection.pragma('foreign_keys = OFF');
    library.connection.prepare('DELETE FROM track WHERE id = ?').run(ids[2]!);
    expect(tracksOf(batch).tracks.map(({ title }) => title)).toEqual(['mine', 'b', null, 'one', 'one']);
  });

  it('have long values cut, and many fields counted', () => {
    const fields = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`custom${at}`, ['x']]));
    const { batch } = library.edits.apply([ids[0]!], { ...fields, mood: ['m'.repeat(1000)] }, TESTER);
    const [track] = tracksOf(batch).tracks;
    expect(track!.changes).toHaveLength(50);
    expect(track!.more).toBe(11);
    const mood = groupsOf(batch, 100).groups.find(({ field }) => field === 'mood')!;
    expect(mood.after![0]).toHaveLength(300);
  });

  it('say which values a compaction has dropped', () => {
    const { batch } = library.edits.apply([ids[0]!], { mood: ['calm'] }, TESTER);
    library.connection.prepare('UPDATE edit SET compacted = 2, after = NULL WHERE batch_id = ?').run(batch);
    expect(tracksOf(batch).tracks[0]!.changes).toEqual([
      { field: 'mood', before: null, after: null, compacted: 'after' },
    ]);
  });
});
