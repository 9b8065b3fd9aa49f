import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { openSegment, randomContent, writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { SegmentMemory } from '../segments/segment-memory.ts';
import { mergeSegments } from './merge.ts';
import type { FlushJob, MergeJob } from './segment-job.ts';
import { SegmentBuilder } from './segment-builder.ts';

const newPath = temporaryPaths();
afterEach(() => {
  vi.useRealTimers();
});

function mergeJob(documents = 200, postings = 0): MergeJob {
  const path = newPath();
  writeSegment(path, randomContent(new SeededRandom(1), documents, true));
  return {
    kind: 'merge',
    path: newPath(),
    postings,
    inputs: [{ path, dead: new Uint32Array() }],
    tombstones: new Uint32Array(),
  };
}

/** A merge of more windows than fit in a slice. */
function longMergeJob(): MergeJob {
  const path = newPath();
  const postings = Array.from({ length: 120_000 }, (_, i): [number, number] => [i, 0]);
  writeSegment(path, { ids: [1], tombstones: [], postings });
  return { ...mergeJob(), postings: postings.length, inputs: [{ path, dead: new Uint32Array() }] };
}

function flushJob(): FlushJob {
  return {
    kind: 'flush',
    path: newPath(),
    content: new MemorySegment(new SegmentMemory()).content(),
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

  it('gives the smallest merge and the oldest one a slice of five milliseconds in turn', async () => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
    advanceWithEachReading(1);
    const builder = new SegmentBuilder();
    // By their sizes; all are as long.
    const jobs = [900, 700, 800].map((postings) => ({ ...longMergeJob(), postings }));
    const steps = [...mergeSegments({ ...jobs[0]!, path: newPath() })].length + 1;
    // The clock is read before the first step of a slice, and after each step.
    const slices = Math.ceil(steps / 5);
    expect(slices).toBeGreaterThan(2);
    const merges = jobs.map((job) => builder.run(job));
    const ends: string[] = [];
    for (let slice = 1; vi.getTimerCount() > 0; slice++) {
      vi.advanceTimersToNextTimer();
      for (const { path, postings } of jobs) {
        const end = `${postings} after`;
        if (existsSync(path) && !ends.some((other) => other.startsWith(end))) ends.push(`${end} ${slice}`);
      }
    }
    // The smallest one has the odd slices; then the oldest one ends in the even slices, or the next smallest in the odd.
    const afterSmallest = 2 * slices - 1;
    expect(ends).toEqual([`700 after ${afterSmallest}`, `900 after ${2 * slices}`, `800 after ${3 * slices}`]);
    const files = jobs.map(({ path }) => openSegment(path));
    expect(await Promise.all(merges)).toEqual(files.map(({ postingCount: postings, bytes }) => ({ postings, bytes })));
    for (const file of files) file.release();
  });

  it('runs merges of equal size one after the other', async () => {
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
    advanceWithEachReading(1);
    const builder = new SegmentBuilder();
    const jobs = [longMergeJob(), longMergeJob()];
    const slices = Math.ceil(([...mergeSegments({ ...jobs[0]!, path: newPath() })].length + 1) / 5);
    const merges = jobs.map((job) => builder.run(job));
    for (let slice = 1; slice < slices; slice++) vi.advanceTimersToNextTimer();
    expect(jobs.map(({ path }) => existsSync(path))).toEqual([false, false]);
    vi.advanceTimersToNextTimer();
    expect(jobs.map(({ path }) => existsSync(path))).toEqual([true, false]);
    for (let slice = 0; slice < slices; slice++) vi.advanceTimersToNextTimer();
    expect([jobs.map(({ path }) => existsSync(path)), vi.getTimerCount()]).toEqual([[true, true], 0]);
    await Promise.all(merges);
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
