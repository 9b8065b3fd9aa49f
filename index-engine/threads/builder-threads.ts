/**
 * Runs segment jobs in two worker threads, for one engine: one flushes, the other merges. Where documents are added at full
 * speed, an engine waits for both: on one thread they would leave a second processor idle for a third of the time.
 */

import type { JobRunner, SegmentJob, SegmentJobResult } from '../jobs/segment-job.ts';
import { BuilderThread } from './builder-thread.ts';

export class BuilderThreads implements JobRunner {
  readonly #flushes: JobRunner;
  readonly #merges: JobRunner;

  constructor(flushes: JobRunner = new BuilderThread(), merges: JobRunner = new BuilderThread()) {
    this.#flushes = flushes;
    this.#merges = merges;
  }

  /** Rejects as `BuilderThread` does. */
  run(job: SegmentJob): Promise<SegmentJobResult> {
    return job.kind === 'flush' ? this.#flushes.run(job) : this.#merges.run(job);
  }

  async close(): Promise<void> {
    await Promise.all([this.#flushes.close(), this.#merges.close()]);
  }
}
