import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packChanges } from '../log/change-batch.ts';
import { CandidateCounter } from '../segments/candidate-counter.ts';
import { TimeSlice } from '../segments/time-slice.ts';
import { ChainAhead } from './chain-ahead.ts';
import { IndexState } from './index-state.ts';

const STEP = 8192;

/** Adds a document with so many postings. */
function add(state: IndexState, postings: number): void {
  const version = state.version + 1;
  const batch = packChanges([{ type: 'insert', id: version, hashes: new Uint32Array(postings).fill(7) }]);
  state.apply({ version, batch, metadata: {} });
}

describe('chaining ahead of searches', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('chains all postings in steps, each in a turn of its own', () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    state.active.expectSearches();
    add(state, 2 * STEP + 1);
    ahead.start();
    ahead.start();
    for (const more of [true, true, false]) {
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersToNextTimer();
      expect(state.active.chain(0)).toBe(more);
    }
    expect(vi.getTimerCount()).toBe(0);
    add(state, 1);
    expect(state.active.chain(0)).toBe(true);
    ahead.start();
    vi.advanceTimersToNextTimer();
    expect([state.active.chain(0), vi.getTimerCount()]).toEqual([false, 0]);
  });

  it('does nothing for a segment that is not searched', () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    add(state, 2 * STEP);
    ahead.start();
    vi.advanceTimersToNextTimer();
    expect([vi.getTimerCount(), state.active.isSearched, state.active.chain(STEP)]).toEqual([0, false, false]);
  });

  it('goes on with the segment that follows one that was searched, and with no other', () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    add(state, 1);
    const counter = new CandidateCounter();
    counter.begin(1, 1);
    for (const _ of state.active.match(Uint32Array.from([7]), 1, counter, new TimeSlice()));
    expect([counter.candidates, state.active.isSearched]).toEqual([[0], true]);
    for (const isChained of [true, false, false]) {
      state.freeze();
      add(state, STEP + 1);
      ahead.start();
      vi.advanceTimersToNextTimer();
      // The last posting is left, for another step.
      expect([vi.getTimerCount(), state.active.chain(0)]).toEqual([isChained ? 1 : 0, isChained]);
      ahead.stop();
    }
  });

  it('stops where it is', () => {
    const state = new IndexState(0, {}, []);
    const ahead = new ChainAhead(state);
    state.active.expectSearches();
    add(state, 2 * STEP);
    ahead.start();
    vi.advanceTimersToNextTimer();
    ahead.stop();
    expect([vi.getTimerCount(), state.active.chain(0)]).toEqual([0, true]);
    ahead.start();
    vi.advanceTimersToNextTimer();
    expect([vi.getTimerCount(), state.active.chain(0)]).toEqual([0, false]);
  });
});
