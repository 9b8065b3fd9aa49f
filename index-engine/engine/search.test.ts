import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../contract/fingerprint-index.ts';
import { packChanges } from '../log/change-batch.ts';
import { CandidateCounter } from '../segments/candidate-counter.ts';
import { TimeSlice } from '../segments/time-slice.ts';
import { IndexState } from './index-state.ts';
import { unpackResults } from './packed-results.ts';
import { prepareQuery } from './query.ts';
import type { QueryOptions } from './query.ts';
import { search, SearchContext } from './search.ts';

/** A state with documents 1, 2 … that have so many of the hashes 1, 2, 3 …, in a segment for each list of numbers. */
function stateOf(...segments: readonly (readonly number[])[]): IndexState {
  const state = new IndexState(0, {}, []);
  let id = 0;
  segments.forEach((counts, i) => {
    if (i > 0) state.freeze();
    const changes = counts.map((count) => {
      const hashes = Uint32Array.from({ length: count }, (_, k) => k + 1);
      return { type: 'insert' as const, id: ++id, hashes };
    });
    state.apply({ version: state.version + 1, batch: packChanges(changes), metadata: {} });
  });
  return state;
}

const queryOf = (length: number, options: QueryOptions): ReturnType<typeof prepareQuery> =>
  prepareQuery(
    Uint32Array.from({ length }, (_, k) => k + 1),
    options,
  );

function found(state: IndexState, length: number, options: QueryOptions): SearchResult[] {
  const steps = search(() => state.snapshot(), queryOf(length, options), new TimeSlice(), state.searchContext);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return unpackResults(step.value);
}

const idsOf = (results: readonly SearchResult[]): number[] => results.map(({ id }) => id);

describe('a search', () => {
  it('ranks the documents of all segments by score, then by id', () => {
    const state = stateOf([2, 5, 0], [5, 1], [3]);
    expect(found(state, 5, { minScore: 1, minScorePercent: 0 })).toEqual([
      { id: 2, score: 5 },
      { id: 4, score: 5 },
      { id: 6, score: 3 },
      { id: 1, score: 2 },
      { id: 5, score: 1 },
    ]);
  });

  it('returns as many as the limit allows', () => {
    const state = stateOf([5, 5, 5, 5]);
    expect(idsOf(found(state, 5, { minScore: 1, limit: 3 }))).toEqual([1, 2, 3]);
    expect(idsOf(found(state, 5, { minScore: 1, limit: 4 }))).toEqual([1, 2, 3, 4]);
  });

  it('leaves out documents under the smallest score, or under a share of the best one', () => {
    const state = stateOf([50, 6, 5, 4]);
    expect(idsOf(found(state, 60, { minScore: 5, minScorePercent: 0 }))).toEqual([1, 2, 3]);
    expect(idsOf(found(state, 60, { minScore: 1, minScorePercent: 10 }))).toEqual([1, 2, 3]);
    expect(idsOf(found(state, 60, { minScore: 1, minScorePercent: 10.1 }))).toEqual([1, 2]);
    expect(idsOf(found(state, 60, { minScore: 1, minScorePercent: 8 }))).toEqual([1, 2, 3, 4]);
    expect(idsOf(found(state, 60, { minScore: 1, minScorePercent: 101 }))).toEqual([]);
  });

  it('finds nothing in an empty index, and by an empty query', () => {
    expect(found(new IndexState(0, {}, []), 5, { minScore: 1 })).toEqual([]);
    expect(found(stateOf([3]), 0, { minScore: 1 })).toEqual([]);
  });

  it('finds what was alive when it took its first step', () => {
    const state = stateOf([3, 3, 3]);
    const apply = (...changes: Parameters<typeof packChanges>[0][number][]): void =>
      state.apply({ version: state.version + 1, batch: packChanges(changes), metadata: {} });
    apply({ type: 'delete', id: 1 });
    let held = 0;
    const slice = new TimeSlice();
    slice.begin(0);
    const steps = search(
      () => {
        const snapshot = state.snapshot();
        held++;
        return { ...snapshot, release: () => (held--, snapshot.release()) };
      },
      queryOf(100, { minScore: 1 }),
      slice,
      state.searchContext,
    );
    expect(held).toBe(0);
    expect(steps.next().done).toBe(false);
    expect(held).toBe(1);
    apply({ type: 'delete', id: 2 }, { type: 'insert', id: 9, hashes: Uint32Array.from([1]) });
    const last = steps.next();
    expect([last.done, idsOf(unpackResults(last.value as Uint32Array<ArrayBuffer>)), held]).toEqual([true, [2, 3], 0]);
  });

  it('releases its snapshot and its counter when it is ended early', () => {
    const state = stateOf([3]);
    let released = 0;
    const slice = new TimeSlice();
    slice.begin(0);
    const context = new SearchContext();
    const snapshot = { ...state.snapshot(), release: () => released++ };
    const steps = search(() => snapshot, queryOf(100, { minScore: 1 }), slice, context);
    const counter = context.takeCounter();
    context.giveCounter(counter);
    steps.next();
    steps.return(new Uint32Array());
    expect([released, context.takeCounter() === counter, context.searches]).toEqual([1, true, 0]);
  });

  it('adds to the totals of its index: searches, hashes for each segment, postings', () => {
    const state = stateOf([2, 5], [1]);
    found(state, 5, { minScore: 1 });
    const { searchContext: context } = state;
    expect([context.searches, context.hashesLookedUp, context.postingsCounted]).toEqual([1, 10, 8]);
    found(state, 1, { minScore: 1 });
    expect([context.searches, context.hashesLookedUp, context.postingsCounted]).toEqual([2, 12, 11]);
  });
});

it('keeps four counters for later searches', () => {
  const context = new SearchContext();
  const counters = Array.from({ length: 5 }, () => new CandidateCounter());
  for (const counter of counters) context.giveCounter(counter);
  const taken = Array.from({ length: 5 }, () => context.takeCounter());
  expect(taken.map((counter) => counters.indexOf(counter))).toEqual([3, 2, 1, 0, -1]);
});
