/**
 * The two jobs that write file segments, as data. They run in threads of their own, so that searches and updates do not
 * wait for them.
 */

import type { MemoryContent } from '../segments/memory-segment.ts';

/** Writes the live documents of a memory segment to a file. */
export interface FlushJob {
  readonly kind: 'flush';
  readonly path: string;
  readonly content: MemoryContent;
  readonly tombstones: Uint32Array;
}

/** Writes the live documents of some file segments to one. */
export interface MergeJob {
  readonly kind: 'merge';
  readonly path: string;
  /** Postings of all inputs: how much work it is. */
  readonly postings: number;
  readonly inputs: readonly { readonly path: string; readonly dead: Uint32Array }[];
  readonly tombstones: Uint32Array;
}

export type SegmentJob = FlushJob | MergeJob;

export interface SegmentJobResult {
  readonly postings: number;
  readonly bytes: number;
}

/** Runs segment jobs: `SegmentBuilder` on the calling thread, `BuilderThreads` on two of their own. */
export interface JobRunner {
  run(job: SegmentJob): Promise<SegmentJobResult>;
  /** Ends the jobs that are running; their promises reject. */
  close(): Promise<void>;
}
