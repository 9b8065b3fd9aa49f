import { describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER } from '../library/testing-library.ts';
import { actionBench } from './testing-runs.ts';

const SET = [{ action: 'set', parameters: { field: 'mood', value: 'Calm' } }];
const titles = (count: number) => Array.from({ length: count }, (_, index) => `Song ${index}`);

function library(count: number) {
  const made = memoryLibrary();
  for (const title of titles(count)) made.add({ name: `${title}.flac`, tags: { title: [title] } });
  return made;
}
const moods = ({ connection }: ReturnType<typeof memoryLibrary>) =>
  connection.prepare("SELECT count(*) FROM track WHERE overrides LIKE '%Calm%'").pluck().get();

describe('a preview', () => {
  it('tells what would change, and changes nothing', async () => {
    const made = library(3);
    const { state, result } = await actionBench(made).preview(SET);
    expect(state).toBe('done');
    expect(result).toMatchObject({
      matched: 3,
      tracks: 3,
      fields: { mood: 3 },
      changes: [1, 2, 3].map((id) => ({ id, changes: [{ field: 'mood', before: null, after: ['Calm'] }] })),
      refusals: 0,
      batch: null,
      stale: [],
    });
    expect(moods(made)).toBe(0);
  });

  it('lists the first tracks and counts all', async () => {
    const { result } = await actionBench(library(5)).preview(SET, { limit: 2 });
    expect(result).toMatchObject({ tracks: 5 });
    expect(result!.changes.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('has the digest of the run that makes the same changes, and of no other', async () => {
    const bench = actionBench(library(2));
    const { result } = await bench.preview(SET);
    const other = await bench.preview([{ action: 'set', parameters: { field: 'mood', value: 'Wild' } }]);
    expect(other.result!.digest).not.toBe(result!.digest);
    expect((await bench.run(SET)).result!.digest).toBe(result!.digest);
  });
});

describe('a run', () => {
  it('makes one batch that one undo takes back', async () => {
    const made = library(2500);
    const { result } = await actionBench(made).run([
      ...SET,
      { action: 'copy', parameters: { from: 'mood', to: 'comment' } },
    ]);
    expect(result).toMatchObject({ tracks: 2500, fields: { mood: 2500, comment: 2500 }, batch: 1 });
    expect(moods(made)).toBe(2500);
    made.edits.undo(null, TESTER);
    expect(moods(made)).toBe(0);
  });

  it('works on the tracks that are named, once each, in their order', async () => {
    const { result } = await actionBench(library(4)).run(SET, { selection: { ids: [3, 1, 3, 99] } });
    expect(result!.changes.map(({ id }) => id)).toEqual([3, 1]);
  });

  it('makes no batch where nothing changes', async () => {
    const bench = actionBench(library(2));
    await bench.run(SET);
    expect((await bench.run(SET)).result).toMatchObject({ matched: 2, tracks: 0, batch: null });
  });

  it('leaves a track alone that has been changed meanwhile, and names it', async () => {
    const made = library(3);
    const bench = actionBench(made, {
      apply: () => made.edits.apply([2], { title: ['Other'] }, TESTER),
    });
    const { result } = await bench.run(SET);
    expect(result).toMatchObject({ tracks: 3, stale: [2] });
    expect(moods(made)).toBe(2);
  });

  it('changes the others of each page where tracks of several pages have been changed meanwhile', async () => {
    const made = library(2100);
    const meanwhile = [1, ...Array.from({ length: 1000 }, (_, index) => 1001 + index)];
    const bench = actionBench(made, { apply: () => made.edits.apply(meanwhile, { title: ['Other'] }, TESTER) });
    expect((await bench.run(SET)).result!.stale).toEqual(meanwhile);
    expect(moods(made)).toBe(1099);
  });

  it('makes no batch where all tracks have been changed meanwhile', async () => {
    const made = library(1);
    const bench = actionBench(made, { apply: () => made.edits.apply([1], { title: ['Other'] }, TESTER) });
    expect((await bench.run(SET)).result).toMatchObject({ batch: null, stale: [1] });
  });

  it('changes what a preview has shown, or nothing', async () => {
    const made = library(2);
    const bench = actionBench(made);
    const { result } = await bench.preview(SET);
    made.edits.apply([1], { comment: ['no part of it'] }, TESTER);
    expect((await bench.run(SET, { expected: result!.digest })).state).toBe('done');
    made.edits.undo(null, TESTER);
    made.edits.apply([1], { mood: ['Wild'] }, TESTER);
    const refused = await bench.run(SET, { expected: result!.digest });
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'STALE_PREVIEW' }, result: null });
    expect(moods(made)).toBe(0);
  });

  it('changes nothing when it is cancelled', async () => {
    const made = library(1001);
    let asked: Promise<unknown> | null = null;
    const bench = actionBench(made, { page: () => (asked ??= bench.runs.cancel(1)) });
    expect(await bench.run(SET)).toMatchObject({ state: 'cancelled', done: 1000, total: 1001, result: null });
    expect(await asked).toMatchObject({ state: 'cancelled' });
    expect(moods(made)).toBe(0);
  });

  it('reports what fails, such as a query that cannot be read', async () => {
    const { state, error } = await actionBench(library(1)).run(SET, { selection: { query: 'title::(', sort: [] } });
    expect(state).toBe('failed');
    expect(error).toMatchObject({ code: 'BAD_QUERY' });
  });
});

it('remembers the last runs alone', async () => {
  const bench = actionBench(library(1));
  for (let run = 0; run < 20; run += 1) await bench.preview(SET);
  expect(bench.runs.state(20)).toMatchObject({ run: 20, state: 'done' });
  expect(() => bench.runs.state(3)).toThrow('there is no run 3 of actions');
});
