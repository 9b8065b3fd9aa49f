import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { openSegment, randomContent, writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { WordPool } from '../segments/word-pool.ts';
import { mergeSegments } from './merge.ts';
import type { FlushJob, MergeJob } from './segment-job.ts';
import { SegmentBuilder } from './segment-builder.ts';

const newPath = temporaryPaths();
afterEach(() => {
  vi.useRealTimers();
});

function mergeJob(documents = 200): MergeJob {
  const path = newPath();
  writeSegment(path, randomContent(new SeededRandom(1), documents, true));
  return {
    kind: 'merge',
    path: newPath(),
    inputs: [{ path, dead: new Uint32Array() }],
    tombstones: new Uint32Array(),
  };
}

/** A merge of more windows than fit in a slice. */
function longMergeJob(): MergeJob {
  const path = newPath();
  const postings = Array.from({ length: 120_000 }, (_, i): [number, number] => [i, 0]);
  writeSegment(path, { ids: [1], tombstones: [], postings });
  return { ...mergeJob(), inputs: [{ path, dead: new Uint32Array() }] };
}

function flushJob(): FlushJob {
  return {
    kind: 'flush',
    path: newPath(),
    content: new MemorySegment(new WordPool()).content(),
    tombstones: Uint32Array.from([4]),
  };
}

describe('the segment builder', () => {
  it('runs flushes and merges', async () => {
    const builder = new SegmentBuilder();
    const [merge, flush] = [mergeJob(), flushJob()];
    const [merged, flushed] = await Promise.all([builder.run(merge), builder.run(flush)]);
    const files = [openSegment(merge.path), openSegment(flush.path)];
    expect([merged, flushed]).toEqual(files.map(({ postingCount: postings, bytes }) => ({ postings, bytes })));
    for (const file of files) file.release();
  });

  it('lets flushes go before merges, and short merges in their order', async () => {
    const builder = new SegmentBuilder();
    const order: string[] = [];
    const run = (name: string, job: MergeJob | FlushJob): Promise<unknown> =>
      builder.run(job).then(() => order.push(name));
    await Promise.all([run('merge 1', mergeJob()), run('merge 2', mergeJob()), run('flush', flushJob())]);
    expect(order).toEqual(['flush', 'merge 1', 'merge 2']);
  });

  it('continues with the next job when one fails', async () => {
    const builder = new SegmentBuilder();
    const broken = { ...mergeJob(), inputs: [{ path: newPath(), dead: new Uint32Array() }] };
    const next = mergeJob();
    const outcomes = await Promise.allSettled([
      builder.run(broken),
      builder.run({ ...flushJob(), path: '/proc/none/x' }),
      builder.run(next),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { code: 'CorruptFile' } },
      { status: 'rejected', reason: { code: 'WriteFailed' } },
      { status: 'fulfilled' },
    ]);
    expect(existsSync(next.path)).toBe(true);
  });

  it('runs merges in turns of five milliseconds', async () => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
    advanceWithEachReading(1);
    const builder = new SegmentBuilder();
    const [first, second] = [longMergeJob(), mergeJob()];
    const steps = [...mergeSegments({ ...first, path: newPath() })].length + 1;
    expect(steps).toBeGreaterThan(6);
    const merges = [builder.run(first), builder.run(second)];
    const written = (): boolean[] => [first, second].map(({ path }) => existsSync(path));
    vi.advanceTimersToNextTimer();
    expect([written(), vi.getTimerCount()]).toEqual([[false, false], 1]);
    // The second one is short: it ends within its first slice, long before the first one.
    vi.advanceTimersToNextTimer();
    expect([written(), vi.getTimerCount()]).toEqual([[false, true], 1]);
    // The clock is read before the first step of a slice, and after each step.
    for (let slice = 2; slice < Math.ceil(steps / 5); slice++) {
      vi.advanceTimersToNextTimer();
      expect([written(), vi.getTimerCount()]).toEqual([[false, true], 1]);
    }
    vi.advanceTimersToNextTimer();
    expect([written(), vi.getTimerCount()]).toEqual([[true, true], 0]);
    const files = [openSegment(first.path), openSegment(second.path)];
    expect(await Promise.all(merges)).toEqual(files.map(({ postingCount: postings, bytes }) => ({ postings, bytes })));
    for (const file of files) file.release();
  });

  it('is done with a merge that fails', async () => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
    const builder = new SegmentBuilder();
    const failing = builder.run({ ...mergeJob(), inputs: [{ path: newPath(), dead: new Uint32Array() }] });
    vi.advanceTimersToNextTimer();
    await expect(failing).rejects.toMatchObject({ code: 'CorruptFile' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins no merge after it was closed', async () => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
    const builder = new SegmentBuilder();
    const outcome = Promise.allSettled([builder.run(mergeJob())]);
    expect(vi.getTimerCount()).toBe(1);
    await builder.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { message: 'The merge was ended early.' } }]);
  });

  it('ends merges early when it is closed', async () => {
    const builder = new SegmentBuilder();
    const jobs = [mergeJob(), mergeJob()];
    const outcomes = Promise.allSettled(jobs.map((job) => builder.run(job)));
    await builder.close();
    expect(await outcomes).toMatchObject(
      jobs.map(() => ({ status: 'rejected', reason: { message: 'The merge was ended early.' } })),
    );
    for (const { path } of jobs) expect([existsSync(path), existsSync(`${path}.tmp`)]).toEqual([false, false]);
  });
});
