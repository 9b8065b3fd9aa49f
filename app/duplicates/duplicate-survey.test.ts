import { beforeEach, describe, expect, it } from 'vitest';
import type { DuplicateState, SoundMatches } from '../model/duplicates.ts';
import { DuplicateSurvey } from './duplicate-survey.ts';
import type { SettledTracks } from './settled-tracks.ts';

/** Pages by what they begin behind. */
let pages: Map<number, SoundMatches>;
let counts: { analysed: number; pending: number };
let settled: SettledTracks;
let time: number;
let told: DuplicateState[];
let asked: number[];
/** Called before each page. */
let onPage: () => Promise<void>;

const copy = (a: number, b: number) => ({ tracks: [a, b] as const, kind: 'copy' as const, score: 0.9, offset: 0 });

beforeEach(() => {
  pages = new Map([
    [0, { matches: [copy(1, 2)], compared: 200, after: 200, problem: null }],
    [200, { matches: [copy(2, 1), copy(7, 8)], compared: 100, after: null, problem: null }],
  ]);
  [counts, time, told, asked] = [{ analysed: 300, pending: 4 }, 0, [], []];
  onPage = async () => {};
  settled = { version: 1, aside: [], apart: [] };
});

function survey(): { readonly all: DuplicateSurvey; readonly ended: () => Promise<DuplicateState> } {
  let resolve = (_state: DuplicateState): void => {};
  const all = new DuplicateSurvey({
    async match({ after }) {
      await onPage();
      asked.push(after);
      time += 100;
      return pages.get(after)!;
    },
    count: async () => counts,
    settled: async () => settled,
    onProgress(state) {
      told.push(state);
      if (state.state !== 'running') resolve(state);
    },
    now: () => time,
  });
  return { all, ended: () => new Promise((done) => (resolve = done)) };
}

describe('the duplicates of a library', () => {
  it('are compared in the background by the first look, which tells how far it is and what it has found', async () => {
    const { all, ended } = survey();
    const end = ended();
    expect(await all.state()).toMatchObject({ state: 'running', isCurrent: false, compared: 0, recordings: 0 });
    expect(await end).toEqual({
      state: 'done',
      isCurrent: true,
      compared: 300,
      analysed: 300,
      pending: 4,
      recordings: 2,
      message: null,
      problem: null,
    });
    expect(told[0]).toMatchObject({ state: 'running', compared: 200, recordings: 1 });
    expect(await all.page({ offset: 1, limit: 5 })).toEqual({
      total: 2,
      offset: 1,
      recordings: [{ ids: [7, 8], score: 0.9, parts: [] }],
    });
    await all.state();
    expect(asked).toEqual([0, 200]);
  });

  it('are those that are known while the index is away, and are compared again when it is back', async () => {
    const { all, ended } = survey();
    pages.set(200, { ...pages.get(200)!, problem: 'the index is away' });
    let end = ended();
    await all.state();
    expect(await end).toMatchObject({ state: 'done', recordings: 2, problem: 'the index is away' });
    pages.set(200, { ...pages.get(200)!, problem: null });
    end = ended();
    all.goOn();
    // What it tells is that more is to be looked for.
    expect(await end).toMatchObject({ isCurrent: false });
    end = ended();
    await all.state();
    expect(await end).toMatchObject({ isCurrent: true, problem: null });
    expect(asked).toEqual([0, 200, 0, 200]);
    all.goOn();
    expect(await all.state()).toMatchObject({ state: 'done', isCurrent: true });
  });

  it('are told of now and then, however many pages there are: each report groups all that was found', async () => {
    pages = new Map(
      Array.from({ length: 21 }, (_, page): [number, SoundMatches] => {
        const after = 200 * page;
        return [after, { matches: [], compared: 200, after: page === 20 ? null : after + 200, problem: null }];
      }),
    );
    const { all, ended } = survey();
    const end = ended();
    await all.state();
    await end;
    expect(told.map(({ compared }) => compared)).toEqual([200, 1200, 2200, 3200, 4200]);
  });

  it('are grouped again, without a pause, once a person has merged or split recordings', async () => {
    const { all, ended } = survey();
    let end = ended();
    await all.state();
    await end;
    end = ended();
    all.outdate();
    expect(await end).toMatchObject({ state: 'done', isCurrent: false, recordings: 2 });
    end = ended();
    expect(await all.state()).toMatchObject({ state: 'running' });
    expect(await end).toMatchObject({ state: 'done', isCurrent: true });
    expect(asked).toEqual([0, 200, 0, 200]);
  });

  it('leave out what people have decided, and show it again where that is taken back', async () => {
    const { all, ended } = survey();
    const end = ended();
    await all.state();
    await end;
    const listed = async () => (await all.page({ offset: 0, limit: 9 })).recordings.map(({ ids }) => ids);
    settled = { version: 2, aside: [7], apart: [] };
    expect(await listed()).toEqual([[1, 2]]);
    expect(await all.state()).toMatchObject({ recordings: 1, isCurrent: true });
    settled = {
      version: 3,
      aside: [],
      apart: [
        [1, ['x']],
        [2, ['x', 'y']],
      ],
    };
    expect(await listed()).toEqual([[7, 8]]);
    settled = { version: 4, aside: [], apart: [] };
    expect(await all.recordings()).toHaveLength(2);
    expect(asked).toEqual([0, 200]);
  });

  it('are compared again when other tracks are analysed, but not before the pause is over', async () => {
    const { all, ended } = survey();
    let end = ended();
    await all.state();
    await end;
    counts = { analysed: 301, pending: 3 };
    time = 2199;
    expect(await all.state()).toMatchObject({ state: 'done', isCurrent: false });
    time = 2200;
    end = ended();
    pages.set(200, { matches: [], compared: 101, after: null, problem: null });
    expect(await all.state()).toMatchObject({ state: 'running', recordings: 2 });
    expect(await end).toMatchObject({ state: 'done', isCurrent: true, recordings: 1 });
  });

  it('are compared again at once when a person asks, by one comparison for all', async () => {
    const { all, ended } = survey();
    let end = ended();
    await all.state();
    await end;
    end = ended();
    await Promise.all([all.compare(), all.compare()]);
    await end;
    expect(asked).toEqual([0, 200, 0, 200]);
  });

  it('say why they are not known, and are not compared again until a person asks', async () => {
    const { all, ended } = survey();
    let end = ended();
    onPage = () => Promise.reject(new Error('the index is damaged'));
    await all.state();
    expect(await end).toMatchObject({ state: 'failed', isCurrent: false, message: 'the index is damaged' });
    expect(await all.state()).toMatchObject({ state: 'failed' });
    onPage = async () => {};
    end = ended();
    await all.compare();
    expect(await end).toMatchObject({ state: 'done', recordings: 2, message: null });
  });

  it('are compared no further when a person cancels that, and again when a person asks', async () => {
    const { all, ended } = survey();
    await all.cancel();
    await all.state();
    expect(all.running).toEqual({ done: 0, total: 300 });
    await all.cancel();
    expect([asked, all.running]).toEqual([[0], null]);
    expect(await all.state()).toMatchObject({ state: 'done', isCurrent: false, recordings: 1 });
    time += 100_000;
    counts = { analysed: 301, pending: 3 };
    expect(await all.state()).toMatchObject({ state: 'done', isCurrent: false });
    const end = ended();
    await all.compare();
    expect(await end).toMatchObject({ state: 'done', isCurrent: true, recordings: 2 });
  });

  it('end with their page when the service does', async () => {
    const { all } = survey();
    await all.state();
    await all.close();
    expect(asked).toEqual([0]);
    expect(await all.compare()).toMatchObject({ compared: 200 });
    expect(asked).toEqual([0]);
  });
});
