import { describe, expect, it } from 'vitest';
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
});
