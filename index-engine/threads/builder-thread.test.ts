import { afterEach, expect, it, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { FlushJob } from '../jobs/segment-job.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { WordPool } from '../segments/word-pool.ts';
import { BuilderThread } from './builder-thread.ts';

const newPath = temporaryPaths();
afterEach(() => {
  vi.useRealTimers();
});

function job(path = newPath()): FlushJob {
  const content = new MemorySegment(new WordPool()).content();
  return { kind: 'flush', path, content, tombstones: Uint32Array.from([4]) };
}

it('runs jobs in a thread, and passes on their errors', async () => {
  const runner = new BuilderThread();
  const path = `${newPath()}/nowhere`;
  const outcomes = await Promise.allSettled([runner.run(job()), runner.run(job(path)), runner.run(job())]);
  expect(outcomes).toMatchObject([
    { status: 'fulfilled', value: { postings: 0, bytes: 3 * 512 } },
    { status: 'rejected', reason: { code: 'WriteFailed', path } },
    { status: 'fulfilled' },
  ]);
  await runner.close();
});

it('ends its thread after five seconds without a job, and starts another for the next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const runner = new BuilderThread();
  await runner.run(job());
  vi.advanceTimersByTime(4999);
  await runner.run(job());
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(5000);
  expect(vi.getTimerCount()).toBe(0);
  expect(await runner.run(job())).toEqual({ postings: 0, bytes: 3 * 512 });
  await runner.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('fails pending jobs when it is closed', async () => {
  const runner = new BuilderThread();
  const pending = Promise.allSettled([runner.run(job()), runner.run(job())]);
  await runner.close();
  expect(await pending).toMatchObject(
    [1, 2].map(() => ({
      status: 'rejected',
      reason: { code: 'Internal', message: 'The thread that writes segments ended.' },
    })),
  );
});

it('needs no thread to be closed', async () => {
  await new BuilderThread().close();
});
