/**
 * The interface of a segment, in memory or in a file.
 *
 * A segment holds documents and tombstones. The newest segment that mentions an id decides: its document is the live one,
 * its tombstone says that there is none. Documents that a newer segment supersedes are in `dead`, so a search looks only
 * into the segment of a candidate to know whether the candidate counts.
 */

import type { CandidateCounter } from './candidate-counter.ts';
import type { DeadSet } from './dead-set.ts';
import type { TimeSlice } from './time-slice.ts';

export interface Segment {
  /** Documents that were ever written here, dead ones included; ordinals are smaller. */
  readonly documentCount: number;
  readonly postingCount: number;
  readonly dead: DeadSet;
  /** Whether ordinals are in the order of the ids. */
  readonly isOrdered: boolean;
  idOf(ordinal: number): number;
  /** The ordinal of the newest document with this id here (dead or alive), or -1. */
  ordinalOf(id: number): number;
  hasTombstone(id: number): boolean;
  /** False only if the segment has neither a document nor a tombstone of an id from `lowest` to `highest`. */
  mayMention(lowest: number, highest: number): boolean;
  /**
   * Counts the matches of every hash of the query (ascending, distinct) in documents whose ordinal is below `bound`.
   * Yields when the slice is over.
   */
  match(query: Uint32Array, bound: number, counter: CandidateCounter, slice: TimeSlice): Generator<void, void>;
  /** Keeps the segment usable until `release`. */
  retain(): void;
  /** Ends a use; the last one frees the segment. */
  release(): void;
}

/** What a segment says about an id: the ordinal of its document there, or -1 for a tombstone. */
export interface SegmentEntry<S extends Segment = Segment> {
  readonly segment: S;
  readonly ordinal: number;
}

/** The newest entry of an id in segments that are ordered from old to new. */
export function newestEntry<S extends Segment>(segments: readonly S[], id: number): SegmentEntry<S> | undefined {
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i]!;
    const ordinal = segment.ordinalOf(id);
    if (ordinal >= 0) return { segment, ordinal };
    if (segment.hasTombstone(id)) return { segment, ordinal: -1 };
  }
  return undefined;
}
