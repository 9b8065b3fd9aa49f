import { afterEach, describe, expect, it, vi } from 'vitest';
import { inProcessWorker } from '../../tests/index-engine/in-process-worker.ts';
import type { InProcessWorker } from '../../tests/index-engine/in-process-worker.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import type { FlushJob } from '../jobs/segment-job.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { SegmentMemory } from '../segments/segment-memory.ts';
import { serveJobs } from './builder-host.ts';
import { BuilderThread } from './builder-thread.ts';

const newPath = temporaryPaths();
afterEach(() => {
  vi.useRealTimers();
});

const RESULT = { postings: 0, bytes: 3 * 512 };

function job(path = newPath()): FlushJob {
  const content = new MemorySegment(new SegmentMemory()).content();
  return { kind: 'flush', path, content, tombstones: Uint32Array.from([4]) };
}

/** A builder thread whose workers run in this thread, and the workers that it has started. */
function inProcess(): { runner: BuilderThread; workers: InProcessWorker[] } {
  const workers: InProcessWorker[] = [];
  const runner = new BuilderThread(() => {
    const worker = inProcessWorker((port) => serveJobs(port, new SegmentBuilder()));
    workers.push(worker);
    return worker;
  });
  return { runner, workers };
}

const ended = (how: string): object => ({
  status: 'rejected',
  reason: { code: 'Internal', message: `The thread that writes segments ended${how}.` },
});

it('runs jobs in a thread, and passes on their errors', async () => {
  const runner = new BuilderThread();
  const path = `${newPath()}/nowhere`;
  const outcomes = await Promise.allSettled([runner.run(job()), runner.run(job(path)), runner.run(job())]);
  expect(outcomes).toMatchObject([
    { status: 'fulfilled', value: RESULT },
    { status: 'rejected', reason: { code: 'WriteFailed', path } },
    { status: 'fulfilled', value: RESULT },
  ]);
  await runner.close();
});

describe('the thread that writes segments', () => {
  it('is started by the first job, and runs all of them', async () => {
    const { runner, workers } = inProcess();
    expect(workers).toEqual([]);
    const path = `${newPath()}/nowhere`;
    expect(await Promise.allSettled([runner.run(job()), runner.run(job(path)), runner.run(job())])).toMatchObject([
      { status: 'fulfilled', value: RESULT },
      { status: 'rejected', reason: { code: 'WriteFailed', path } },
      { status: 'fulfilled', value: RESULT },
    ]);
    expect(workers).toHaveLength(1);
    await runner.close();
    expect(workers[0]!.isTerminated).toBe(true);
  });

  it('keeps the program running only while jobs are pending', async () => {
    const { runner, workers } = inProcess();
    const [first, second] = [runner.run(job()), runner.run(job())];
    expect(workers[0]!.isReferenced).toBe(true);
    await first;
    expect(workers[0]!.isReferenced).toBe(true);
    await second;
    expect(workers[0]!.isReferenced).toBe(false);
    const third = runner.run(job());
    expect(workers[0]!.isReferenced).toBe(true);
    await third;
    expect(workers[0]!.isReferenced).toBe(false);
    await runner.close();
  });

  it('is ended after five seconds without a job; the next job starts another', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { runner, workers } = inProcess();
    await Promise.all([runner.run(job()), runner.run(job())]);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(4999);
    const next = runner.run(job());
    expect(vi.getTimerCount()).toBe(0);
    await next;
    vi.advanceTimersByTime(4999);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false]);
    vi.advanceTimersByTime(1);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
    expect(await runner.run(job())).toEqual(RESULT);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
    await runner.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails pending jobs when it is closed', async () => {
    const { runner } = inProcess();
    const pending = Promise.allSettled([runner.run(job()), runner.run(job())]);
    await runner.close();
    expect(await pending).toMatchObject([ended(''), ended('')]);
  });

  it('fails pending jobs when it crashes; the next job starts another', async () => {
    const { runner, workers } = inProcess();
    const pending = Promise.allSettled([runner.run(job()), runner.run(job())]);
    const cause = new Error('out of memory');
    workers[0]!.emit('error', cause);
    const outcomes = await pending;
    expect(outcomes).toMatchObject([ended(': Error: out of memory'), ended(': Error: out of memory')]);
    expect(outcomes[0]).toMatchObject({ reason: { cause } });
    const next = runner.run(job());
    // The end of a thread that was lost already does not concern the jobs of another.
    workers[0]!.emit('exit', 1);
    expect(await next).toEqual(RESULT);
    expect(workers).toHaveLength(2);
    await runner.close();
  });

  it('is not listened to after it has crashed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { runner, workers } = inProcess();
    const pending = Promise.allSettled([runner.run(job())]);
    workers[0]!.emit('error', 'odd');
    workers[0]!.emit('message', { call: 1, result: RESULT });
    expect(await pending).toMatchObject([ended(': odd')]);
    expect(vi.getTimerCount()).toBe(0);
    await runner.close();
  });

  it('need not have been started to be closed', async () => {
    const { runner, workers } = inProcess();
    await runner.close();
    expect(workers).toEqual([]);
  });
});
