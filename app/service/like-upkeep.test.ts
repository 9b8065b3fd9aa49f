import { beforeEach, describe, expect, it } from 'vitest';
import type { SimilarTo } from '../library/kept-likes.ts';
import { LikeUpkeep } from './like-upkeep.ts';

let named: SimilarTo[];
let unused: number[];
let stored: (readonly SimilarTo[])[];
let asked: number[];
let problems: string[];
let upkeep: LikeUpkeep;
beforeEach(() => {
  [named, unused, stored, asked, problems] = [[], [], [], [], []];
  upkeep = new LikeUpkeep(
    { keptLikes: async () => ({ named, unused }) },
    { storeLikes: async ({ changed }) => void stored.push(changed) },
    async (id) => {
      asked.push(id);
      if (id === 13) throw new Error('no vectors');
      return [id + 2, id + 1];
    },
    ({ message }) => problems.push(message),
  );
});

describe('a run', () => {
  it('stores what has changed, in the order of ids, and drops what nobody names', async () => {
    named = [
      { track: 1, similar: [2, 3] },
      { track: 5, similar: [6] },
    ];
    unused = [9];
    await upkeep.run();
    expect(stored).toEqual([
      [
        { track: 9, similar: [] },
        { track: 5, similar: [6, 7] },
      ],
    ]);
  });

  it('stores nothing where nothing has changed', async () => {
    named = [{ track: 1, similar: [2, 3] }];
    await upkeep.run();
    expect([asked, stored]).toEqual([[1], []]);
  });

  it('is followed by one more for all calls that come meanwhile', async () => {
    named = [{ track: 1, similar: [] }];
    const first = upkeep.run();
    const later = [upkeep.run(), upkeep.run()];
    await upkeep.idle();
    await Promise.all([first, ...later]);
    expect(stored).toHaveLength(2);
    await upkeep.run();
    expect(stored).toHaveLength(3);
  });

  it('that fails is told, and the next one tries again', async () => {
    named = [{ track: 13, similar: [] }];
    await upkeep.run();
    named = [{ track: 1, similar: [] }];
    await upkeep.run();
    expect([problems, stored.length]).toEqual([['no vectors'], 1]);
  });
});
