import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { GatheredWork } from './gathered-work.ts';

function gathered(most: number, failsAt = Infinity) {
  const done: (readonly number[])[] = [];
  let failures = 0;
  const work = new GatheredWork<number>(
    most,
    (pieces) => {
      done.push(pieces);
      if (done.length === failsAt) throw new Error('the disk is full');
    },
    () => failures++,
  );
  return { work, done, failures: () => failures };
}

describe('gathered work', () => {
  it('does the pieces of one turn together, in their order', async () => {
    const { work, done } = gathered(4);
    for (const piece of [1, 2, 3]) work.add(piece);
    expect(done).toEqual([]);
    await nextTurn();
    expect(done).toEqual([[1, 2, 3]]);
    work.add(4);
    await nextTurn();
    expect(done).toEqual([[1, 2, 3], [4]]);
  });

  it('does so many at once and no more', async () => {
    const { work, done } = gathered(2);
    for (const piece of [1, 2, 3]) work.add(piece);
    expect(done).toEqual([[1, 2]]);
    await nextTurn();
    expect(done).toEqual([[1, 2], [3]]);
  });

  it('does what is left at the end, once', async () => {
    const { work, done } = gathered(4);
    work.add(1);
    work.end();
    await nextTurn();
    work.end();
    expect(done).toEqual([[1]]);
  });

  it('ends with the first failure, which the end throws', async () => {
    const { work, done, failures } = gathered(4, 1);
    work.add(1);
    await nextTurn();
    expect(failures()).toBe(1);
    work.add(2);
    await nextTurn();
    expect(done).toEqual([[1]]);
    expect(() => work.end()).toThrow('the disk is full');
    expect(failures()).toBe(1);
  });

  it('tells of a failure of what was left', () => {
    const { work, failures } = gathered(4, 1);
    work.add(1);
    expect(() => work.end()).toThrow('the disk is full');
    expect(failures()).toBe(1);
  });

  it('waits for others where many have been done, and does what has come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { work, done } = gathered(8);
    for (let piece = 0; piece < 16; piece++) work.add(piece);
    expect(done).toHaveLength(2);
    work.add(16);
    await nextTurn();
    vi.advanceTimersByTime(99);
    work.add(17);
    expect(done).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(done.slice(2)).toEqual([[16, 17]]);
    work.add(18);
    work.end();
    vi.advanceTimersByTime(100);
    expect(done.slice(3)).toEqual([[18]]);
  });
});
