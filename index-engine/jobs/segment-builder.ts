/**
 * Runs segment jobs on the calling thread. A flush runs at once; merges run one at a time in slices, so that flushes go
 * first: updates can wait for a flush, but hardly ever for a merge.
 */

import { FlushMemory, flushSegment } from './flush.ts';
import { mergeSegments } from './merge.ts';
import type { JobRunner, SegmentJob, SegmentJobResult } from './segment-job.ts';

/** Longest time for which a merge blocks the thread. */
const MERGE_SLICE_MILLISECONDS = 5;

interface RunningMerge {
  readonly steps: Generator<void, SegmentJobResult>;
  readonly resolve: (result: SegmentJobResult) => void;
  readonly reject: (error: unknown) => void;
}

export class SegmentBuilder implements JobRunner {
  readonly #flushMemory = new FlushMemory();
  readonly #merges: RunningMerge[] = [];
  #scheduled: NodeJS.Immediate | undefined;

  async run(job: SegmentJob): Promise<SegmentJobResult> {
    if (job.kind === 'flush') return flushSegment(job, this.#flushMemory);
    return new Promise((resolve, reject) => {
      this.#merges.push({ steps: mergeSegments(job), resolve, reject });
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
    const { steps, resolve, reject } = this.#merges[0]!;
    const end = performance.now() + MERGE_SLICE_MILLISECONDS;
    try {
      let step = steps.next();
      while (step.done !== true && performance.now() < end) step = steps.next();
      if (step.done === true) {
        this.#merges.shift();
        resolve(step.value);
      }
    } catch (error) {
      this.#merges.shift();
      reject(error);
    }
    if (this.#merges.length > 0) this.#scheduled = setImmediate(() => this.#runSlice());
  }
}
