/**
 * Runs segment jobs on the calling thread. A flush runs at once; merges run in turns, a slice of time each, so that flushes go
 * first and a merge of small segments does not wait for one of large ones.
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
    const merge = this.#merges.shift()!;
    const { steps, resolve, reject } = merge;
    const end = performance.now() + MERGE_SLICE_MILLISECONDS;
    try {
      let step = steps.next();
      while (step.done !== true && performance.now() < end) step = steps.next();
      if (step.done === true) resolve(step.value);
      else this.#merges.push(merge);
    } catch (error) {
      reject(error);
    }
    if (this.#merges.length > 0) this.#scheduled = setImmediate(() => this.#runSlice());
  }
}
