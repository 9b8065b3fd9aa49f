import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { until } from '../../tests/index-engine/until.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import { IndexError } from '../contract/index-error.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import type { JobRunner, SegmentJob, SegmentJobResult } from '../jobs/segment-job.ts';
import { packChanges } from '../log/change-batch.ts';
import { logPath } from '../storage/index-files.ts';
import { IndexState } from './index-state.ts';
import { Maintenance } from './maintenance.ts';
import { EMPTY_MANIFEST } from './manifest.ts';

const newPath = temporaryPaths();
const full = new IndexError('WriteFailed', 'full');
const corrupt = new IndexError('CorruptFile', 'damaged');

/** Runs what was begun as far as it gets without the clock. */
async function settled(): Promise<void> {
  for (let i = 0; i < 30; i++) await new Promise(setImmediate);
}

/** Maintenance of an index whose jobs can be held up and made to fail. */
class TestMaintenance implements JobRunner {
  readonly directory = newPath();
  readonly state = new IndexState(0, {}, []);
  readonly problems: IndexError[] = [];
  /** The jobs that have begun, as their kinds. */
  readonly jobs: SegmentJob['kind'][] = [];
  /** How the next jobs of a kind fail. */
  readonly failures: Record<SegmentJob['kind'], Error[]> = { flush: [], merge: [] };
  /** Jobs of a kind wait for it. */
  readonly gates: Partial<Record<SegmentJob['kind'], Promise<void>>> = {};
  closed = false;
  readonly maintenance: Maintenance;
  readonly #builder = new SegmentBuilder();
  #log = 0;
  #number = 100;

  constructor() {
    mkdirSync(this.directory);
    this.maintenance = new Maintenance({
      directory: this.directory,
      state: this.state,
      cache: new BlockCache(0),
      usage: { used: 0, read: 0 },
      runner: this,
      manifest: EMPTY_MANIFEST,
      newNumber: () => this.#number++,
      onProblem: (error) => this.problems.push(error),
    });
  }

  async run(job: SegmentJob): Promise<SegmentJobResult> {
    this.jobs.push(job.kind);
    await this.gates[job.kind];
    const failure = this.failures[job.kind].shift();
    if (failure !== undefined) throw failure;
    return this.#builder.run(job);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.#builder.close();
  }

  /** Freezes a segment with one document, for maintenance to flush. */
  freeze(): void {
    const version = this.state.version + 1;
    const batch = packChanges([{ type: 'insert', id: version, hashes: Uint32Array.from([1]) }]);
    this.state.apply({ version, batch, metadata: {} });
    const number = ++this.#log;
    writeFileSync(logPath(this.directory, number), '');
    this.maintenance.addFrozen(this.state.freeze(), { number, version, metadata: {} });
  }

  /** Makes `count` files, one by one. */
  async makeFiles(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      this.freeze();
      await this.maintenance.flushed();
    }
  }

  get counts(): readonly number[] {
    return [this.maintenance.checkpoints, this.maintenance.merges, this.state.files.length];
  }
}

// `until` leaves the clock alone, which `vi.waitUntil` moves.
describe('maintenance', () => {
  let index: TestMaintenance;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    index = new TestMaintenance();
  });
  afterEach(async () => {
    await index.maintenance.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('flushes frozen segments one after the other, from old to new', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.flush = gate.promise;
    for (let i = 0; i < 3; i++) index.freeze();
    await settled();
    expect([index.jobs, index.state.frozen.length]).toEqual([['flush'], 3]);
    gate.resolve();
    await index.maintenance.flushed();
    expect([index.counts, index.state.frozen, index.problems]).toEqual([[3, 0, 3], [], []]);
    expect(index.state.files.map((file) => file.idOf(0))).toEqual([1, 2, 3]);
    expect(index.maintenance.manifest).toMatchObject({ version: 3, segments: [100, 101, 102], firstLog: 4 });
  });

  it('has nothing to wait for at first', async () => {
    await index.maintenance.flushed();
    await index.maintenance.merged();
    await index.maintenance.settle();
    expect([index.counts, index.jobs]).toEqual([[0, 0, 0], []]);
    expect(index.maintenance.manifest).toEqual(EMPTY_MANIFEST);
  });

  it('rejects those that wait for a flush that fails, reports it once, and tries again after two seconds', async () => {
    index.failures.flush.push(full);
    index.freeze();
    await expect(index.maintenance.flushed()).rejects.toBe(full);
    await settled();
    expect([index.problems, index.counts]).toEqual([[full], [0, 0, 0]]);
    vi.advanceTimersByTime(1999);
    // An idle index begins what there is to do as well.
    index.maintenance.noteWrite();
    await settled();
    expect(index.jobs).toEqual(['flush']);
    vi.advanceTimersByTime(1);
    await until(() => index.maintenance.checkpoints === 1);
    expect([index.jobs, index.problems.length]).toEqual([['flush', 'flush'], 1]);
  });

  it('tries again once, two seconds after the last of several failures', async () => {
    index.failures.flush.push(full, full);
    index.freeze();
    await until(() => index.problems.length === 1);
    vi.advanceTimersByTime(1500);
    index.maintenance.noteWrite();
    index.maintenance.start();
    await until(() => index.problems.length === 2);
    vi.advanceTimersByTime(1999);
    await settled();
    expect([index.counts, index.jobs.length]).toEqual([[0, 0, 0], 2]);
    vi.advanceTimersByTime(1);
    await until(() => index.maintenance.checkpoints === 1);
  });

  it('merges eight files as soon as there are so many, while more are flushed', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.merge = gate.promise;
    await index.makeFiles(9);
    expect([index.counts, index.jobs.filter((kind) => kind === 'merge')]).toEqual([[9, 0, 9], ['merge']]);
    const merged = index.maintenance.merged();
    let done = false;
    void merged.then(() => (done = true));
    await settled();
    expect(done).toBe(false);
    gate.resolve();
    await merged;
    expect(index.counts).toEqual([9, 1, 2]);
  });

  it('merges four files as soon as there are so many in an index that is searched', async () => {
    index.state.active.expectSearches();
    for (let i = 0; i < 4; i++) {
      index.freeze();
      index.state.active.expectSearches();
      await index.maintenance.flushed();
      await index.maintenance.merged();
    }
    expect(index.counts).toEqual([4, 1, 1]);
  });

  it('says whether there was a merge to wait for', async () => {
    expect(await index.maintenance.merged()).toBe(false);
    await index.makeFiles(8);
    expect(await index.maintenance.merged()).toBe(true);
    expect(index.counts).toEqual([8, 1, 1]);
    expect(await index.maintenance.merged()).toBe(false);
  });

  it('merges small files beside a merge that takes long', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.merge = gate.promise;
    await index.makeFiles(8);
    delete index.gates.merge;
    await index.makeFiles(7);
    expect([index.counts, index.jobs.filter((kind) => kind === 'merge').length]).toEqual([[15, 0, 15], 1]);
    await index.makeFiles(1);
    await until(() => index.maintenance.merges === 1);
    // Eight files that wait for their merge, and the eight newer ones merged.
    expect(index.counts).toEqual([16, 1, 9]);
    expect(index.state.files.map((file) => file.documentCount)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 8]);
    gate.resolve();
    expect(await index.maintenance.merged()).toBe(true);
    expect(index.state.files.map((file) => file.documentCount)).toEqual([8, 8]);
    expect(index.state.files.map((file) => file.number)).toEqual(index.maintenance.manifest.segments);
    expect([...Array(16).keys()].map((i) => index.state.has(i + 1))).toEqual(Array.from({ length: 16 }, () => true));
  });

  it('waits for any of the merges that run', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.merge = gate.promise;
    await index.makeFiles(8);
    const gates = [Promise.withResolvers<void>()];
    index.gates.merge = gates[0]!.promise;
    await index.makeFiles(8);
    let ended = 0;
    const first = index.maintenance.merged().then(() => void ended++);
    await settled();
    expect(ended).toBe(0);
    gates[0]!.resolve();
    await first;
    expect([ended, index.counts]).toEqual([1, [16, 1, 9]]);
    gate.resolve();
    await index.maintenance.settle();
    expect(index.counts).toEqual([16, 3, 1]);
  });

  it('does not pass on to others what made a merge fail', async () => {
    index.failures.merge.push(full);
    await index.makeFiles(8);
    await until(() => index.problems.length === 1);
    expect([index.problems, index.counts]).toEqual([[full], [8, 0, 8]]);
    // Nothing is left to be merged after the second attempt.
    vi.advanceTimersByTime(2000);
    await until(() => index.maintenance.merges === 1);
    await index.maintenance.merged();
    expect([index.problems.length, index.counts]).toEqual([1, [8, 1, 1]]);
  });

  it('rejects those that wait for a merge that fails', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.merge = gate.promise;
    index.failures.merge.push(full);
    await index.makeFiles(8);
    const merged = expect(index.maintenance.merged()).rejects.toBe(full);
    gate.resolve();
    await merged;
    await settled();
    expect(index.problems).toEqual([full]);
  });

  it('stops merging when a file is damaged, but not flushing', async () => {
    index.failures.merge.push(corrupt);
    await index.makeFiles(8);
    await until(() => index.problems.length === 1);
    expect(index.problems).toEqual([corrupt]);
    // Only the timer that waits until the index is idle is left: nothing is tried again.
    expect(vi.getTimerCount()).toBe(1);
    await index.makeFiles(2);
    vi.advanceTimersByTime(10_000);
    await settled();
    await index.maintenance.settle();
    expect([index.counts, index.jobs.filter((kind) => kind === 'merge').length]).toEqual([[10, 0, 10], 1]);
  });

  it('merges fewer files when two seconds have passed since the last write', async () => {
    await index.makeFiles(2);
    vi.advanceTimersByTime(1999);
    index.maintenance.noteWrite();
    vi.advanceTimersByTime(1999);
    await settled();
    expect(index.counts).toEqual([2, 0, 2]);
    vi.advanceTimersByTime(1);
    await until(() => index.maintenance.merges === 1);
    // It stays idle until the next write.
    await index.makeFiles(1);
    await until(() => index.maintenance.merges === 2);
    index.maintenance.noteWrite();
    await index.makeFiles(1);
    await settled();
    expect(index.counts).toEqual([4, 2, 2]);
  });

  it('settles with the fewest files, after the merge that is running', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.merge = gate.promise;
    await index.makeFiles(9);
    index.freeze();
    const settling = index.maintenance.settle();
    await settled();
    gate.resolve();
    await settling;
    expect(index.counts).toEqual([10, 2, 1]);
  });

  it('begins nothing and reports nothing after it is closed', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.flush = gate.promise;
    index.failures.flush.push(full);
    index.freeze();
    index.freeze();
    await settled();
    const closing = index.maintenance.close();
    await settled();
    expect(index.closed).toBe(true);
    gate.resolve();
    await closing;
    await settled();
    expect([index.problems, index.jobs]).toEqual([[], ['flush']]);
  });

  it('completes the flush that is running, and removes its log, before it is closed', async () => {
    const gate = Promise.withResolvers<void>();
    index.gates.flush = gate.promise;
    index.freeze();
    index.freeze();
    await settled();
    const closing = index.maintenance.close();
    gate.resolve();
    await closing;
    expect(index.counts).toEqual([1, 0, 1]);
    expect(readdirSync(index.directory).toSorted()).toEqual(['log-00000002', 'manifest', 'segment-00000100']);
  });
});
