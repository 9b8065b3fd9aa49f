/**
 * A search over a snapshot: counts the matches in each segment, keeps the candidates that are alive, and ranks them.
 * It is exact: no hash is left out, however many documents have it.
 */

import type { SearchResult } from '../contract/fingerprint-index.ts';
import { CandidateCounter } from '../segments/candidate-counter.ts';
import { isDead } from '../segments/dead-set.ts';
import type { TimeSlice } from '../segments/time-slice.ts';
import { packResults } from './packed-results.ts';
import type { PackedResults } from './packed-results.ts';
import type { Query } from './query.ts';
import type { Segment } from '../segments/segment.ts';

/** One segment as it was when the snapshot was taken. */
export interface SnapshotPart {
  readonly segment: Segment;
  /** Documents with this ordinal and above were added later. */
  readonly bound: number;
  /** View of the dead set. */
  readonly dead: Uint32Array;
}

/** A consistent state of an index. Its segments stay open until `release`. */
export interface Snapshot {
  readonly parts: readonly SnapshotPart[];
  release(): void;
}

/** What the searches of an index share: totals, and counters that are reused. */
export class SearchContext {
  searches = 0;
  hashesLookedUp = 0;
  postingsCounted = 0;
  readonly #counters: CandidateCounter[] = [];

  takeCounter(): CandidateCounter {
    return this.#counters.pop() ?? new CandidateCounter();
  }

  giveCounter(counter: CandidateCounter): void {
    if (this.#counters.length < MAX_SPARE_COUNTERS) this.#counters.push(counter);
  }
}

const MAX_SPARE_COUNTERS = 4;

/** Yields when the slice is over. Takes the snapshot with the first step and releases it however the search ends. */
export function* search(
  takeSnapshot: () => Snapshot,
  query: Query,
  slice: TimeSlice,
  context: SearchContext,
): Generator<void, PackedResults> {
  const snapshot = takeSnapshot();
  const counter = context.takeCounter();
  try {
    const found: SearchResult[] = [];
    const countedBefore = counter.total;
    for (const { segment, bound, dead } of snapshot.parts) {
      counter.begin(bound, query.minScore);
      yield* segment.match(query.hashes, bound, counter, slice);
      for (const ordinal of counter.candidates) {
        if (!isDead(dead, ordinal)) found.push({ id: segment.idOf(ordinal), score: counter.countOf(ordinal) });
      }
    }
    context.searches++;
    context.hashesLookedUp += query.hashes.length * snapshot.parts.length;
    context.postingsCounted += counter.total - countedBefore;
    return rank(found, query);
  } finally {
    snapshot.release();
    context.giveCounter(counter);
  }
}

function rank(found: SearchResult[], query: Query): PackedResults {
  found.sort((a, b) => b.score - a.score || a.id - b.id);
  const best = found[0]?.score ?? 0;
  let count = Math.min(found.length, query.limit);
  while (count > 0 && found[count - 1]!.score * 100 < best * query.minScorePercent) count--;
  return packResults(found, count);
}
