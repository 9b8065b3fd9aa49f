/**
 * Runs segment jobs on the calling thread. A flush runs at once. Merges run in slices of time, so that flushes go first:
 * every other slice is that of the smallest merge, the others are those of the oldest one. So merges of small segments,
 * of which many are waited for, end soon, and one of large segments ends as well. Equal merges run one after the other.
 */

import { FlushMemory, flushSegment } from './flush.ts';
import { mergeSegments } from './merge.ts';
import type { JobRunner, SegmentJob, SegmentJobResult } from './segment-job.ts';

/** Longest time for which a merge blocks the thread. */
const MERGE_SLICE_MILLISECONDS = 5;

interface RunningMerge {
  readonly steps: Generator<void, SegmentJobResult>;
  readonly postings: number;
  readonly resolve: (result: SegmentJobResult) => void;
  readonly reject: (error: unknown) => void;
}

export class SegmentBuilder implements JobRunner {
  readonly #flushMemory = new FlushMemory();
  /** From old to new. */
  readonly #merges: RunningMerge[] = [];
  #isSmallestNext = true;
  #scheduled: NodeJS.Immediate | undefined;

  async run(job: SegmentJob): Promise<SegmentJobResult> {
    if (job.kind === 'flush') return flushSegment(job, this.#flushMemory);
    return new Promise((resolve, reject) => {
      this.#merges.push({ steps: mergeSegments(job), postings: job.postings, resolve, reject });
      this.#scheduled ??= setImmediate(() => this.#runSlice());
    });
  }

  async close(): Promise<void> {
    clearImmediate(this.#scheduled);
    for (const { steps, reject } of this.#merges.splice(0)) {
      steps.return({ postings: 0, bytes: 0 });
      reject(new Error('The merge was ended early.'));
    }
  }

  #runSlice(): void {
    this.#scheduled = undefined;
    const merge = this.#nextMerge();
    const { steps, resolve, reject } = merge;
    const end = performance.now() + MERGE_SLICE_MILLISECONDS;
    try {
      let step = steps.next();
      while (step.done !== true && performance.now() < end) step = steps.next();
      if (step.done === true) {
        this.#forget(merge);
        resolve(step.value);
      }
    } catch (error) {
      this.#forget(merge);
      reject(error);
    }
    if (this.#merges.length > 0) this.#scheduled = setImmediate(() => this.#runSlice());
  }

  /** The merge of the next slice. There is one. */
  #nextMerge(): RunningMerge {
    const isSmallest = this.#isSmallestNext;
    this.#isSmallestNext = !isSmallest;
    const oldest = this.#merges[0]!;
    if (!isSmallest) return oldest;
    return this.#merges.reduce((smallest, merge) => (merge.postings < smallest.postings ? merge : smallest), oldest);
  }

  #forget(merge: RunningMerge): void {
    this.#merges.splice(this.#merges.indexOf(merge), 1);
  }
}
