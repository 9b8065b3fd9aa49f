import { expect, it } from 'vitest';
import type { JobRunner, SegmentJob, SegmentJobResult } from '../jobs/segment-job.ts';
import { BuilderThreads } from './builder-threads.ts';

/** A runner that keeps its jobs until the test ends them. */
class HeldRunner implements JobRunner {
  readonly jobs: { readonly job: SegmentJob; readonly end: (result: SegmentJobResult) => void }[] = [];
  isClosed = false;

  run(job: SegmentJob): Promise<SegmentJobResult> {
    return new Promise((end) => this.jobs.push({ job, end }));
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

const NONE = new Uint32Array();
const MERGE: SegmentJob = { kind: 'merge', path: '/merged', postings: 9, inputs: [], tombstones: NONE };
const FLUSH: SegmentJob = {
  kind: 'flush',
  path: '/flushed',
  content: { hashes: NONE, starts: NONE, ids: NONE, dead: NONE },
  tombstones: NONE,
};

it('flushes while merges run, and closes both threads', async () => {
  const [flushes, merges] = [new HeldRunner(), new HeldRunner()];
  const threads = new BuilderThreads(flushes, merges);
  const merged = threads.run(MERGE);
  const flushed = threads.run(FLUSH);
  expect([flushes, merges].map(({ jobs }) => jobs.map(({ job }) => job))).toEqual([[FLUSH], [MERGE]]);
  flushes.jobs[0]!.end({ postings: 1, bytes: 512 });
  expect(await flushed).toEqual({ postings: 1, bytes: 512 });
  merges.jobs[0]!.end({ postings: 9, bytes: 1024 });
  expect(await merged).toEqual({ postings: 9, bytes: 1024 });
  await threads.close();
  expect([flushes, merges].map(({ isClosed }) => isClosed)).toEqual([true, true]);
});
