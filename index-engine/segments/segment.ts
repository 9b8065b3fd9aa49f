/**
 * What the engine asks of a segment, be it in memory or in a file.
 *
 * A segment holds documents and tombstones. The newest segment that mentions an id decides: its document is the living
 * one, its tombstone says that there is none. Documents that a newer segment has overruled are in `dead`, so a search
 * needs to look at no other segment to know whether a candidate counts.
 */

import type { CandidateCounter } from './candidate-counter.ts';
import type { DeadSet } from './dead-set.ts';
import type { Pace } from './time-slice.ts';

export interface Segment {
  /** Documents that were ever written here, dead ones included; ordinals are below it. */
  readonly documentCount: number;
  readonly postingCount: number;
  readonly dead: DeadSet;
  /** Ordinals follow the order of the ids. */
  readonly isOrdered: boolean;
  idOf(ordinal: number): number;
  /** The ordinal of the newest document with this id here (dead or alive), or -1. */
  ordinalOf(id: number): number;
  hasTombstone(id: number): boolean;
  /**
   * Counts the matches of every hash of the query (ascending, distinct) in documents below ordinal `bound`.
   * Yields when the pace says so.
   */
  match(query: Uint32Array, bound: number, counter: CandidateCounter, pace: Pace): Generator<void, void>;
  /** Keeps the segment usable until `release`. */
  retain(): void;
  /** Ends a use. */
  release(): void;
}

/** Where an id is decided: a segment and the ordinal there, or -1 for a tombstone. */
export interface Mention<S extends Segment = Segment> {
  readonly segment: S;
  readonly ordinal: number;
}

/** The newest mention of an id in segments ordered from old to new. */
export function newestMention<S extends Segment>(segments: readonly S[], id: number): Mention<S> | undefined {
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i]!;
    const ordinal = segment.ordinalOf(id);
    if (ordinal >= 0) return { segment, ordinal };
    if (segment.hasTombstone(id)) return { segment, ordinal: -1 };
  }
  return undefined;
}
