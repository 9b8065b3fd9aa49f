import { describe, expect, it } from 'vitest';
import { BestCopies } from './best-copies.ts';
import type { TreeEntry } from './entries.ts';

function copy(id: number, quality?: number, copyOf: string | null = 'song'): TreeEntry {
  return {
    id,
    tags: {},
    extension: 'flac',
    addedAt: 0,
    ...(copyOf === null ? {} : { copyOf }),
    ...(quality === undefined ? {} : { quality }),
  };
}

/** What becomes of changed and removed tracks, by id. */
function apply(
  copies: BestCopies,
  changed: readonly TreeEntry[],
  removed: readonly number[] = [],
): { shown: number[]; hidden: number[]; stale: number[] } {
  const { shown, hidden, stale } = copies.apply(changed, removed);
  return { shown: shown.map(({ id }) => id), hidden: hidden.toSorted(), stale: [...stale] };
}

describe('the best copy', () => {
  it('is the one of the highest quality, and of equal ones that with the smallest id', () => {
    expect(apply(new BestCopies(), [copy(1, 1), copy(2, 2), copy(3, 2)])).toEqual({
      shown: [2],
      hidden: [1, 3],
      stale: [],
    });
    expect(apply(new BestCopies(), [copy(3, 2), copy(2, 2)])).toEqual({ shown: [2], hidden: [3], stale: [] });
  });

  it('has the quality 0 where none is given', () => {
    expect(apply(new BestCopies(), [copy(1), copy(2, 1), copy(3, -1)]).shown).toEqual([2]);
    expect(apply(new BestCopies(), [copy(2, -1), copy(3)]).shown).toEqual([3]);
  });

  it('of a track without copies is the track', () => {
    expect(apply(new BestCopies(), [copy(1, 1, null), copy(2, 5, null)]).shown).toEqual([1, 2]);
  });

  it('gives way to a better one that comes later', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1)]);
    expect(apply(copies, [copy(2, 2)])).toEqual({ shown: [2], hidden: [1], stale: [] });
  });

  it('stays when a worse or an equal one comes', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1)]);
    expect(apply(copies, [copy(2, 0), copy(3, 1)])).toEqual({ shown: [], hidden: [2, 3], stale: [] });
  });

  it('is the next one when it is removed', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1), copy(2, 2), copy(3, 0)]);
    expect(apply(copies, [], [2])).toEqual({ shown: [], hidden: [2], stale: [1] });
    expect(apply(copies, [], [1, 3])).toEqual({ shown: [], hidden: [1, 3], stale: [] });
  });

  it('is the next one when it becomes worse, and both are known at once', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1), copy(2, 2)]);
    expect(apply(copies, [copy(2, 0)])).toEqual({ shown: [], hidden: [2], stale: [1] });
    expect(apply(copies, [copy(1, 1), copy(2, 5)])).toEqual({ shown: [2], hidden: [1], stale: [] });
  });

  it('of a group and the one that a track leaves are both found', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1), copy(2, 2), copy(3, 3, 'other')]);
    expect(apply(copies, [copy(2, 2, 'other')])).toEqual({ shown: [], hidden: [2], stale: [1] });
    expect(apply(copies, [copy(2, 2, null)])).toEqual({ shown: [2], hidden: [], stale: [] });
  });

  it('of a group that was empty for a while is found anew', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1)]);
    apply(copies, [], [1]);
    expect(apply(copies, [copy(2, 0)])).toEqual({ shown: [2], hidden: [], stale: [] });
  });

  it('does not change by the removal of an unknown track', () => {
    const copies = new BestCopies();
    apply(copies, [copy(1, 1)]);
    expect(apply(copies, [], [7])).toEqual({ shown: [], hidden: [7], stale: [] });
  });
});
