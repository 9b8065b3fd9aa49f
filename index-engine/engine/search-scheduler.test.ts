import { afterEach, describe, expect, it, vi } from 'vitest';
import { IndexError } from '../contract/index-error.ts';
import type { TimeSlice } from '../segments/time-slice.ts';
import { SearchScheduler } from './search-scheduler.ts';

/** A search that takes `count` slices and records each of them. */
function* slices(name: string, count: number, notes: string[]): Generator<void, string> {
  try {
    for (let i = 0; i < count; i++) {
      notes.push(name);
      if (i < count - 1) yield;
    }
    return name;
  } finally {
    notes.push(`${name} ends`);
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the scheduler of searches', () => {
  it('gives each search a slice in turn', async () => {
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    const run = (name: string, count: number): Promise<string> =>
      scheduler.run(() => slices(name, count, notes), Infinity, { cancelled: false });
    expect(await Promise.all([run('a', 3), run('b', 1), run('c', 2)])).toEqual(['a', 'b', 'c']);
    expect(notes).toEqual(['a', 'a', 'b', 'b ends', 'c', 'a', 'a ends', 'c', 'c ends']);
  });

  it('begins at once when no other search waits', () => {
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    void scheduler.run(() => slices('a', 1, notes), Infinity, { cancelled: false });
    expect(notes).toEqual(['a', 'a ends']);
  });

  it('ends a search that takes too long, and its clean-up runs', async () => {
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    await expect(scheduler.run(() => slices('a', Infinity, notes), 5, { cancelled: false })).rejects.toMatchObject({
      code: 'SearchTimeout',
    });
    expect(notes.at(-1)).toBe('a ends');
  });

  it('ends a search that was cancelled, and no other', async () => {
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    const cancellation = { cancelled: false };
    const endless = scheduler.run(() => slices('a', Infinity, notes), Infinity, cancellation);
    const other = scheduler.run(() => slices('b', 3, notes), Infinity, { cancelled: false });
    cancellation.cancelled = true;
    await expect(endless).rejects.toMatchObject({ code: 'Closed' });
    expect(await other).toBe('b');
    expect(notes).toContain('a ends');
  });

  it('passes on what a search throws', async () => {
    const scheduler = new SearchScheduler<string>();
    const run = scheduler.run(
      // oxlint-disable-next-line require-yield
      function* (): Generator<void, string> {
        throw new Error('broken');
      },
      Infinity,
      { cancelled: false },
    );
    await expect(run).rejects.toThrow('broken');
  });

  it('ends all searches when it is closed', async () => {
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    const outcomes = Promise.allSettled(
      ['a', 'b'].map((name) => scheduler.run(() => slices(name, Infinity, notes), Infinity, { cancelled: false })),
    );
    scheduler.close(new IndexError('Closed', 'over'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('signals to a search that its slice is over', async () => {
    const scheduler = new SearchScheduler<number>();
    function* untilDue(slice: TimeSlice): Generator<void, number> {
      let steps = 0;
      while (!slice.isOver()) steps++;
      yield;
      return steps;
    }
    expect(await scheduler.run(untilDue, Infinity, { cancelled: false })).toBeGreaterThan(0);
  });

  it('gives a slice three milliseconds, or what is left until the timeout', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(100);
    const scheduler = new SearchScheduler<boolean[]>();
    /** Whether the slice is over after so many milliseconds. */
    // oxlint-disable-next-line require-yield
    function* overAfter(slice: TimeSlice, times: readonly number[]): Generator<void, boolean[]> {
      const isOver = (time: number): boolean => {
        now.mockReturnValue(100 + time);
        for (let step = 1; step < 64; step++) slice.isOver();
        return slice.isOver();
      };
      return times.map(isOver);
    }
    const run = (timeout: number, times: readonly number[]): Promise<boolean[]> => {
      now.mockReturnValue(100);
      return scheduler.run((slice) => overAfter(slice, times), timeout, { cancelled: false });
    };
    expect(await run(1000, [0, 2.9, 3])).toEqual([false, false, true]);
    expect(await run(2, [1.9, 2])).toEqual([false, true]);
  });

  it('ends a search when its time has passed, not before, and says how long that was', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(100);
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    const outcome = Promise.allSettled([scheduler.run(() => slices('a', Infinity, notes), 50, { cancelled: false })]);
    now.mockReturnValue(150);
    await new Promise(setImmediate);
    expect(notes).toEqual(['a', 'a']);
    now.mockReturnValue(150.1);
    expect(await outcome).toMatchObject([
      { reason: { code: 'SearchTimeout', message: 'The search took longer than 50 ms.' } },
    ]);
    expect(notes).toEqual(['a', 'a', 'a ends']);
  });

  it('says that a search was cancelled', async () => {
    const scheduler = new SearchScheduler<string>();
    const cancelled = scheduler.run(() => slices('a', 1, []), 10_000, { cancelled: true });
    await expect(cancelled).rejects.toMatchObject({ code: 'Closed', message: 'The search was cancelled.' });
  });

  it('passes on the error with which it is closed, and runs what comes later', async () => {
    const scheduler = new SearchScheduler<string>();
    const notes: string[] = [];
    const error = new IndexError('Closed', 'over');
    const outcomes = Promise.allSettled(
      ['a', 'b'].map((name) => scheduler.run(() => slices(name, Infinity, notes), 10_000, { cancelled: false })),
    );
    scheduler.close(error);
    // Search b had not begun.
    expect(notes).toEqual(['a', 'a ends']);
    const later = scheduler.run(() => slices('c', 1, notes), 10_000, { cancelled: false });
    expect(notes.slice(2)).toEqual(['c', 'c ends']);
    expect(await later).toBe('c');
    expect(await outcomes).toMatchObject([{ reason: error }, { reason: error }]);
    await new Promise(setImmediate);
    expect(notes).toHaveLength(4);
  });
});
