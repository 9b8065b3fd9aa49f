import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packChanges } from '../log/change-batch.ts';
import type { LogRecord } from '../log/log-format.ts';
import { CandidateCounter } from '../segments/candidate-counter.ts';
import { TimeSlice } from '../segments/time-slice.ts';
import { ChainAhead } from './chain-ahead.ts';
import { IndexState } from './index-state.ts';

const STEP = 16384;

/** An update that adds a document with so many postings. */
function record(state: IndexState, postings: number): LogRecord {
  const version = state.version + 1;
  const batch = packChanges([{ type: 'insert', id: version, hashes: new Uint32Array(postings).fill(7) }]);
  return { version, batch, metadata: {} };
}

/** Begins to chain the updates, with memory for them. */
function begin(ahead: ChainAhead, state: IndexState, ...group: LogRecord[]): { ended: () => Promise<boolean> } {
  for (const { batch } of group) state.active.reserve(1, batch.length);
  let hasEnded = false;
  void ahead.chain(group).then(() => (hasEnded = true));
  return {
    ended: async () => {
      // The promise settles in a later microtask than the timer.
      for (let i = 0; i < 5; i++) await Promise.resolve();
      return hasEnded;
    },
  };
}

/** The score of the first document with hash 7, or 0. */
function search(state: IndexState): number {
  const { active } = state;
  const counter = new CandidateCounter();
  counter.begin(active.documentCount, 1);
  for (const _ of active.match(Uint32Array.from([7]), active.documentCount, counter, new TimeSlice()));
  state.searchContext.searches++;
  return counter.candidates.includes(0) ? counter.countOf(0) : 0;
}

describe('chaining ahead of searches', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('chains all updates of a group in steps, each in a turn of its own, before they are applied', async () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    state.active.expectSearches();
    const group = [record(state, STEP), record(state, STEP + 1)];
    const { ended } = begin(ahead, state, ...group);
    for (let step = 0; step < 2; step++) {
      expect([await ended(), vi.getTimerCount()]).toEqual([false, 1]);
      vi.advanceTimersToNextTimer();
    }
    expect([await ended(), vi.getTimerCount(), state.active.chain(0)]).toEqual([true, 0, false]);
    expect([state.active.documentCount, state.active.postingCount]).toEqual([0, 0]);
    for (const update of group) state.apply(update);
    expect(state.active.chain(0)).toBe(false);
    expect(search(state)).toBe(STEP);
  });

  it('takes one step at once, and no turn, for a small update', async () => {
    const state = new IndexState(0, {}, []);
    state.active.expectSearches();
    const { ended } = begin(new ChainAhead(state), state, record(state, STEP));
    expect([vi.getTimerCount(), await ended()]).toEqual([0, true]);
  });

  it('sleeps between the steps where there are searches', async () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    state.active.expectSearches();
    search(state);
    /** The milliseconds that the steps of an update take. */
    const chainTime = async (): Promise<number> => {
      const start = Date.now();
      const update = record(state, 3 * STEP);
      const { ended } = begin(ahead, state, update);
      while (!(await ended())) vi.advanceTimersToNextTimer();
      state.apply(update);
      return Date.now() - start;
    };
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout', 'Date'] });
    expect(await chainTime()).toBe(2);
    expect(await chainTime()).toBe(0);
    search(state);
    expect([await chainTime(), await chainTime()]).toEqual([2, 0]);
  });

  it('does nothing for a segment that is not searched', async () => {
    const state = new IndexState(0, {}, []);
    const { ended } = begin(new ChainAhead(state), state, record(state, 2 * STEP));
    expect([vi.getTimerCount(), await ended()]).toEqual([0, true]);
    expect([state.active.isSearched, state.active.chain(STEP)]).toEqual([false, false]);
  });

  it('goes on with the segment that follows one that was searched, and with no other', async () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    state.apply(record(state, 1));
    expect([search(state), state.active.isSearched]).toEqual([1, true]);
    for (const isChained of [true, false, false]) {
      state.freeze();
      const update = record(state, STEP + 1);
      const { ended } = begin(ahead, state, update);
      expect(vi.getTimerCount()).toBe(isChained ? 1 : 0);
      if (isChained) vi.advanceTimersToNextTimer();
      expect(await ended()).toBe(true);
      state.apply(update);
    }
  });
});
