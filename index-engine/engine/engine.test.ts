import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { PlainIndex } from '../../tests/index-engine/plain-index.ts';
import { writeSegment } from '../../tests/index-engine/segment-content.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import { until } from '../../tests/index-engine/until.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import type { Change } from '../contract/fingerprint-index.ts';
import { IndexError } from '../contract/index-error.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import type { JobRunner, SegmentJob } from '../jobs/segment-job.ts';
import { packChanges } from '../log/change-batch.ts';
import { Log } from '../log/log.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { logPath, segmentPath } from '../storage/index-files.ts';
import { DEFAULT_CACHE_BYTES, Engine } from './engine.ts';
import type { EngineOptions } from './engine.ts';
import { decodeManifest, EMPTY_MANIFEST, writeManifest } from './manifest.ts';
import { unpackResults } from './packed-results.ts';

const newPath = temporaryPaths();
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const insert = (id: number, ...hashes: number[]): Change => ({ type: 'insert', id, hashes: Uint32Array.from(hashes) });
const remove = (id: number): Change => ({ type: 'delete', id });

function open(directory: string, options: Partial<EngineOptions> = {}): Promise<Engine> {
  return Engine.open(directory, { sync: false, jobRunner: new SegmentBuilder(), ...options });
}

function update(engine: Engine, ...changes: Change[]): Promise<number> {
  return engine.update({ batch: packChanges(changes), metadata: {}, expectedVersion: undefined });
}

async function search(engine: Engine, ...hashes: number[]): Promise<object[]> {
  return unpackResults(await engine.search(Uint32Array.from(hashes), { minScore: 1 }, { cancelled: false }));
}

/** Does more than an update that does not wait: afterwards, one that has not ended does wait. */
async function useAnotherIndex(): Promise<void> {
  const engine = await open(newPath());
  for (let id = 1; id <= 5; id++) {
    await update(engine, insert(id, 1));
    await engine.checkpoint();
  }
  await engine.close();
}

/** The files of an index, without their numbers. */
function filesOf(directory: string): string[] {
  return readdirSync(directory)
    .map((name) => name.replace(/\d+/, 'N'))
    .toSorted();
}

/** A job runner whose next jobs fail with the errors in `failures`, and whose jobs wait while `gate` is set. */
class TestRunner implements JobRunner {
  readonly jobs: SegmentJob[] = [];
  readonly failures: Error[] = [];
  gate: Promise<void> | undefined;
  closed = false;
  readonly #builder = new SegmentBuilder();

  async run(job: SegmentJob): Promise<{ postings: number; bytes: number }> {
    this.jobs.push(job);
    await this.gate;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    return this.#builder.run(job);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.#builder.close();
  }
}

describe('an engine', () => {
  it.for([1, 2])(
    'answers as a plain map does through updates, flushes, merges and reopening (seed %i)',
    async (seed) => {
      // Searches and merges take several slices, but no search takes so many that it times out.
      advanceWithEachReading(1);
      const random = new SeededRandom(seed);
      const plain = new PlainIndex();
      const directory = newPath();
      const options = { memoryPostings: 300, onProblem: (error: IndexError) => expect.fail(error.message) };
      let engine = await open(directory, options);
      for (let step = 0; step < 150; step++) {
        const action = random.below(100);
        if (action < 80) {
          const changes = Array.from({ length: random.below(6) }, () => {
            const id = 1 + random.below(80);
            return random.chance(0.3)
              ? remove(id)
              : insert(id, ...Array.from({ length: random.below(30) }, () => random.below(100) * 16));
          });
          plain.apply(changes);
          expect(await update(engine, ...changes)).toBe(plain.version);
        } else if (action < 90) {
          await engine.checkpoint();
        } else if (action < 94) {
          await engine.settle();
        } else if (action < 97) {
          await engine.close();
          engine = await open(directory, options);
        } else {
          await new Promise(setImmediate);
        }
        const query = Uint32Array.from({ length: 20 }, () => random.below(100) * 16);
        const found = await engine.search(query, { minScore: 2 }, { cancelled: false });
        expect(unpackResults(found), `step ${step}`).toEqual(plain.search(query, { minScore: 2 }));
        expect(engine.info()).toMatchObject({ version: plain.version, documents: plain.documents.size });
        const id = 1 + random.below(80);
        expect(engine.has(id)).toBe(plain.documents.has(id));
      }
      await engine.close();
    },
  );

  it('has everything that was acknowledged when it is opened again without a checkpoint', async () => {
    const directory = newPath();
    const first = await open(directory);
    await first.update({ batch: packChanges([insert(5, 1, 2)]), metadata: { a: 'b' }, expectedVersion: 0 });
    await update(first, insert(6, 2));
    await first.close();
    expect(filesOf(directory)).toEqual(['log-N', 'manifest']);
    const second = await open(directory);
    expect(second.info()).toMatchObject({ version: 2, metadata: { a: 'b' }, documents: 2 });
    expect(await search(second, 1, 2)).toEqual([
      { id: 5, score: 2 },
      { id: 6, score: 1 },
    ]);
    await update(second, insert(7, 2));
    await second.close();
    const third = await open(directory);
    expect(third.info()).toMatchObject({ version: 3, documents: 3 });
    await third.close();
  });

  it('replaces log and memory segment by a file at a checkpoint', async () => {
    const directory = newPath();
    const engine = await open(directory);
    await engine.checkpoint();
    expect(engine.statistics().checkpoints).toBe(0);
    await update(engine, insert(5, 1));
    await engine.checkpoint();
    await engine.close();
    expect(filesOf(directory)).toEqual(['log-N', 'manifest', 'segment-N']);
    expect(decodeManifest(readFileSync(join(directory, 'manifest'), 'utf8'))).toMatchObject({ version: 1 });
    const again = await open(directory);
    expect(again.info()).toMatchObject({ version: 1, documents: 1, segments: 1 });
    await again.close();
  });

  it('writes no file for documents that are all deleted', async () => {
    const directory = newPath();
    const engine = await open(directory);
    await update(engine, insert(5, 1));
    await update(engine, remove(5));
    await engine.checkpoint();
    expect(filesOf(directory).filter((name) => name.startsWith('segment'))).toEqual([]);
    await update(engine, insert(5, 1), insert(6, 1), insert(7, 1), insert(8, 1));
    await engine.checkpoint();
    await update(engine, remove(5), remove(6), remove(7), remove(8));
    await engine.settle();
    expect(engine.info()).toMatchObject({ version: 4, documents: 0, segments: 0 });
    expect(engine.segments().filter(({ kind }) => kind === 'file')).toMatchObject([{ documents: 0, tombstones: 4 }]);
    await engine.close();
  });

  it('begins a new memory segment when the next update would not fit', async () => {
    const engine = await open(newPath(), { memoryPostings: 10 });
    await update(engine, insert(1, 1, 2, 3, 4, 5));
    await update(engine, insert(2, 1, 2, 3, 4, 5));
    expect(engine.segments().filter(({ kind }) => kind === 'memory')).toHaveLength(1);
    await update(engine, insert(3, 1));
    expect(engine.segments().at(-1)).toMatchObject({ kind: 'memory', documents: 1, postings: 1 });
    expect(engine.info().documents).toBe(3);
    await engine.close();
  });

  it('lets updates wait for flushes when documents come too fast', async () => {
    const runner = new TestRunner();
    const gate = Promise.withResolvers<void>();
    runner.gate = gate.promise;
    const engine = await open(newPath(), { memoryPostings: 1, jobRunner: runner });
    // One segment takes documents while another one is written: a third would take more memory.
    for (let id = 1; id <= 2; id++) await update(engine, insert(id, 1));
    expect(engine.segments()).toHaveLength(2);
    let done = false;
    const third = update(engine, insert(3, 1)).then(() => (done = true));
    await useAnotherIndex();
    expect([done, engine.segments().length]).toEqual([false, 2]);
    gate.resolve();
    await third;
    await engine.close();
    expect(runner.closed).toBe(true);
  });

  it('writes a checkpoint some time after the first update', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const engine = await open(newPath(), { checkpointAfter: 60_000 });
    // An empty index waits only until it is idle.
    expect(vi.getTimerCount()).toBe(1);
    await update(engine, insert(1, 1));
    await update(engine, insert(2, 1));
    vi.advanceTimersByTime(59_999);
    await new Promise(setImmediate);
    expect(engine.segments()).toMatchObject([{ kind: 'memory', documents: 2 }]);
    vi.advanceTimersByTime(1);
    await until(() => engine.statistics().checkpoints === 1);
    await update(engine, insert(3, 1));
    vi.advanceTimersByTime(60_000);
    await until(() => engine.statistics().checkpoints === 2);
    await update(engine, insert(4, 1));
    await engine.checkpoint();
    await update(engine, insert(5, 1));
    vi.advanceTimersByTime(60_000);
    await until(() => engine.statistics().checkpoints === 4);
    await update(engine, insert(6, 1));
    await engine.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('writes a checkpoint some time after it recovered updates', async () => {
    const directory = newPath();
    const first = await open(directory);
    await update(first, insert(1, 1));
    await first.close();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const second = await open(directory, { checkpointAfter: 1000 });
    vi.advanceTimersByTime(1000);
    await until(() => second.statistics().checkpoints === 1);
    await second.close();
  });

  it('reports a checkpoint of the timer that fails', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const directory = newPath();
    const problems: IndexError[] = [];
    const engine = await open(directory, { checkpointAfter: 100, onProblem: (error) => problems.push(error) });
    await update(engine, insert(1, 1));
    rmSync(directory, { recursive: true });
    vi.advanceTimersByTime(100);
    await until(() => problems.length > 0);
    expect(problems[0]).toMatchObject({ code: 'WriteFailed', path: join(directory, 'log-00000003') });
    await engine.close();
  });

  it('reports a file that cannot be written and tries again later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const runner = new TestRunner();
    const problems: IndexError[] = [];
    const engine = await open(newPath(), { jobRunner: runner, onProblem: (error) => problems.push(error) });
    const full = new IndexError('WriteFailed', 'full');
    runner.failures.push(full, full);
    await update(engine, insert(1, 1));
    await expect(engine.checkpoint()).rejects.toBe(full);
    expect(problems).toEqual([full]);
    expect(await search(engine, 1)).toEqual([{ id: 1, score: 1 }]);
    vi.advanceTimersByTime(1999);
    expect(runner.jobs).toHaveLength(1);
    vi.advanceTimersByTime(1);
    await until(() => problems.length >= 2);
    vi.advanceTimersByTime(2000);
    await until(() => engine.statistics().checkpoints === 1);
    expect(engine.segments()[0]).toMatchObject({ kind: 'file', documents: 1 });
    runner.failures.push(full);
    await update(engine, insert(2, 1));
    await expect(engine.checkpoint()).rejects.toBe(full);
    await engine.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not merge when it is opened, before it is idle', async () => {
    const directory = newPath();
    const first = await open(directory);
    for (let id = 1; id <= 2; id++) {
      await update(first, insert(id, 1));
      await first.checkpoint();
    }
    await first.close();
    const runner = new TestRunner();
    const second = await open(directory, { jobRunner: runner });
    await new Promise(setImmediate);
    expect([second.info().segments, runner.jobs]).toEqual([2, []]);
    await second.close();
  });

  it('merges when it has been idle for two seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const engine = await open(newPath());
    for (let id = 1; id <= 2; id++) {
      await update(engine, insert(id, 1));
      await engine.checkpoint();
    }
    vi.advanceTimersByTime(1500);
    await update(engine, insert(3, 1));
    vi.advanceTimersByTime(1999);
    await new Promise(setImmediate);
    expect(engine.info().segments).toBe(3);
    vi.advanceTimersByTime(1);
    await until(() => engine.statistics().merges === 1);
    expect(engine.segments()).toMatchObject([
      { kind: 'file', documents: 2 },
      { kind: 'memory', documents: 1 },
    ]);
    await engine.close();
  });

  it('stops merging when a file is damaged; updates continue, and searches name the file', async () => {
    const directory = newPath();
    const engine = await open(directory);
    for (let id = 1; id <= 2; id++) {
      await update(engine, insert(id, 1));
      await engine.checkpoint();
    }
    await engine.close();
    const name = readdirSync(directory).find((file) => file.startsWith('segment'))!;
    const path = join(directory, name);
    const bytes = readFileSync(path);
    bytes[600]! ^= 1;
    writeFileSync(path, bytes);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const problems: IndexError[] = [];
    const runner = new TestRunner();
    const damaged = await open(directory, { jobRunner: runner, onProblem: (error) => problems.push(error) });
    vi.advanceTimersByTime(2000);
    await until(() => problems.length > 0);
    expect(problems[0]).toMatchObject({ code: 'CorruptFile', path });
    await update(damaged, insert(3, 2));
    await damaged.settle();
    expect(runner.jobs.map(({ kind }) => kind)).toEqual(['merge', 'flush']);
    await expect(search(damaged, 2)).rejects.toMatchObject({ code: 'CorruptFile', path });
    expect(damaged.has(3)).toBe(true);
    await damaged.close();
  });

  it('pins a state that can be copied, with its manifest', async () => {
    const directory = newPath();
    const engine = await open(directory);
    await update(engine, insert(1, 1));
    await engine.checkpoint();
    const pinned = engine.pinFiles();
    const copy = newPath();
    mkdirSync(copy);
    for (const { path, bytes } of pinned.files) {
      const content = readFileSync(path);
      expect(content).toHaveLength(bytes);
      writeFileSync(join(copy, path.slice(directory.length + 1)), content);
    }
    writeFileSync(join(copy, 'manifest'), pinned.manifest);
    pinned.release();
    await engine.close();
    const copied = await open(copy);
    expect(copied.info()).toMatchObject({ version: 1, documents: 1 });
    await copied.close();
  });

  it('goes on with the newest of several logs, and writes the others to files', async () => {
    const directory = newPath();
    mkdirSync(directory);
    await writeManifest(directory, { ...EMPTY_MANIFEST, firstLog: 3 });
    for (const number of [3, 4, 5]) {
      const log = await Log.create(logPath(directory, number), false);
      await log.append([{ version: number - 2, batch: packChanges([insert(number, 7)]), metadata: {} }]);
      await log.close();
    }
    const engine = await open(directory);
    await update(engine, insert(9, 7));
    await until(() => engine.statistics().checkpoints === 2);
    await engine.close();
    expect(readdirSync(directory).toSorted()).toEqual([
      'log-00000005',
      'manifest',
      'segment-00000007',
      'segment-00000008',
    ]);
    const again = await open(directory);
    expect(again.info()).toMatchObject({ version: 4, documents: 4, segments: 3 });
    expect(await search(again, 7)).toHaveLength(4);
    await again.close();
  });

  it('syncs its logs unless that is switched off', async () => {
    for (const [options, expected] of [
      [{ sync: undefined }, 3],
      [{ sync: true }, 3],
      [{ sync: false }, 0],
    ] as const) {
      const directory = newPath();
      const calls = await recordFileCalls();
      const jobRunner = new SegmentBuilder();
      const engine = await Engine.open(
        directory,
        options.sync === undefined ? { jobRunner } : { ...options, jobRunner },
      );
      await update(engine, insert(1, 1));
      // A new log begins.
      await engine.checkpoint();
      expect(calls.filter((call) => call.startsWith('datasync log-')).length, String(options.sync)).toBe(expected);
      await engine.close();
    }
  });

  it('closes its files when the log cannot be opened', async () => {
    const directory = newPath();
    const first = await open(directory);
    await update(first, insert(1, 1));
    await first.checkpoint();
    await first.close();
    const handle = await openFile(devNull);
    await handle.close();
    const calls = await recordFileCalls();
    vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'truncate').mockRejectedValueOnce(new Error('EIO'));
    await expect(open(directory)).rejects.toMatchObject({ code: 'WriteFailed' });
    const files = calls.filter((call) => / (log|segment)-/.test(call)).map((call) => call.split(' ')[0]);
    expect(files.filter((word) => word === 'close').length).toBe(files.filter((word) => word === 'open').length);
    expect(calls).toContain(`close ${basename(segmentPath(directory, 4))}`);
    const again = await open(directory);
    expect(again.has(1)).toBe(true);
    await again.close();
  });

  it('counts what searches read, and shares its cache with others', async () => {
    const cache = new BlockCache(0);
    const engine = await open(newPath(), { cache });
    const other = await open(newPath(), { cache });
    for (const one of [engine, other]) {
      await update(one, insert(1, 5, 6));
      await one.checkpoint();
    }
    const load = vi.spyOn(cache, 'load');
    await search(engine, 5, 99);
    await search(engine, 5);
    expect(engine.statistics()).toEqual({
      checkpoints: 1,
      merges: 0,
      searches: 2,
      hashesLookedUp: 3,
      postingsCounted: 2,
      // A hash block for each of three hashes, and a posting block for two of them.
      blocksUsed: 5,
      blocksRead: 2,
    });
    expect([load.mock.calls.length, other.statistics().blocksUsed]).toEqual([5, 0]);
    await engine.close();
    await other.close();
  });

  it('lets updates wait for a merge when it has 24 files', async () => {
    const directory = newPath();
    mkdirSync(directory);
    const segments = Array.from({ length: 23 }, (_, i) => i + 1);
    for (const number of segments) {
      writeSegment(segmentPath(directory, number), { ids: [number], tombstones: [], postings: [[7, 0]] });
    }
    await writeManifest(directory, { ...EMPTY_MANIFEST, segments, firstLog: 200 });
    const runner = new TestRunner();
    const gate = Promise.withResolvers<void>();
    const run = runner.run.bind(runner);
    vi.spyOn(runner, 'run').mockImplementation(async (job) => {
      if (job.kind === 'merge') await gate.promise;
      return run(job);
    });
    const engine = await open(directory, { jobRunner: runner, memoryPostings: 1 });
    const outcomes: string[] = [];
    const done = (name: string) => (): number => outcomes.push(name);
    // The first update fits, the second one makes the 24th file of it, which the third one waits for.
    await update(engine, insert(1001, 7)).then(done('first'));
    await update(engine, insert(1002, 7)).then(done('second'));
    await until(() => engine.segments().filter(({ kind }) => kind === 'file').length === 24);
    const third = update(engine, insert(1003, 7)).then(done('third'));
    await useAnotherIndex();
    expect(outcomes).toEqual(['first', 'second']);
    gate.resolve();
    await third;
    expect(engine.info()).toMatchObject({ documents: 26 });
    await engine.close();
  });

  it('keeps pinned files until they are released, though they were merged', async () => {
    const directory = newPath();
    const engine = await open(directory);
    for (let id = 1; id <= 2; id++) {
      await update(engine, insert(id, 1));
      await engine.checkpoint();
    }
    const pinned = engine.pinFiles();
    await engine.settle();
    const present = (): boolean[] => pinned.files.map(({ path }) => existsSync(path));
    expect([engine.info().segments, present()]).toEqual([1, [true, true]]);
    pinned.release();
    await engine.close();
    expect(present()).toEqual([false, false]);
  });

  it('keeps an update out of its log that there is no memory for', async () => {
    const directory = newPath();
    const engine = await open(directory);
    const noMemory = new RangeError('Array buffer allocation failed');
    vi.spyOn(MemorySegment.prototype, 'reserve').mockImplementationOnce(() => {
      throw noMemory;
    });
    await expect(update(engine, insert(1, 1))).rejects.toBe(noMemory);
    expect(engine.info()).toMatchObject({ version: 0, documents: 0 });
    expect(await update(engine, insert(2, 1))).toBe(1);
    await engine.close();
    const again = await open(directory);
    expect([again.has(1), again.has(2)]).toEqual([false, true]);
    await again.close();
  });

  it('shows searches nothing of an update that is not in the log yet, or is not written to it', async () => {
    const engine = await open(newPath());
    await update(engine, insert(1, 5, 6));
    expect(await search(engine, 5)).toEqual([{ id: 1, score: 1 }]);
    const full = new IndexError('WriteFailed', 'full');
    const append = vi.spyOn(Log.prototype, 'append');
    for (const failure of [full, undefined, full]) {
      const found = await search(engine, 5, 8);
      const { promise: logged, resolve, reject } = Promise.withResolvers<void>();
      append.mockImplementationOnce(() => logged);
      // More postings than are chained in one step.
      const updated = update(engine, insert(2, ...new Uint32Array(20_000).fill(7)), insert(3, 5, 8));
      const refused = failure === undefined ? undefined : expect(updated).rejects.toBe(full);
      await until(() => append.mock.results.at(-1)?.value === logged);
      const before = engine.info();
      for (let i = 0; i < 5; i++) {
        expect(await search(engine, 5, 8)).toEqual(found);
        await new Promise(setImmediate);
      }
      expect(engine.info()).toEqual(before);
      if (failure === undefined) resolve();
      else reject(failure);
      await refused;
      if (failure !== undefined) {
        expect(engine.info()).toEqual(before);
        continue;
      }
      expect(await updated).toBe(2);
      expect(await search(engine, 5, 8)).toEqual([
        { id: 3, score: 2 },
        { id: 1, score: 1 },
      ]);
    }
    expect(await search(engine, 7)).toEqual([{ id: 2, score: 20_000 }]);
    expect(await update(engine, insert(4, 6))).toBe(3);
    expect(await search(engine, 6)).toEqual([
      { id: 1, score: 1 },
      { id: 4, score: 1 },
    ]);
    await engine.close();
  });

  it('leaves no file open when it is closed, once or twice', async () => {
    const calls = await recordFileCalls();
    const engine = await open(newPath());
    for (let id = 1; id <= 2; id++) {
      await update(engine, insert(id, 1));
      await engine.checkpoint();
    }
    await engine.settle();
    await search(engine, 1);
    await engine.close();
    await engine.close();
    const filesOfWord = (word: string): string[] =>
      calls.filter((call) => call.startsWith(`${word} `)).map((call) => call.slice(word.length + 1));
    expect(filesOfWord('open').filter((name) => name.startsWith('segment')).length).toBeGreaterThan(3);
    expect(filesOfWord('close').toSorted()).toEqual(filesOfWord('open').toSorted());
  });

  it('is closed once, completes updates that it has accepted, and refuses everything after', async () => {
    const directory = newPath();
    const engine = await open(directory);
    const accepted = update(engine, insert(1, 1));
    await Promise.all([engine.close(), engine.close()]);
    expect(await accepted).toBe(1);
    await engine.close();
    const closed = { code: 'Closed' };
    await expect(update(engine)).rejects.toMatchObject(closed);
    await expect(search(engine, 1)).rejects.toMatchObject(closed);
    await expect(engine.checkpoint()).rejects.toMatchObject(closed);
    for (const call of ['info', 'segments', 'statistics', 'pinFiles'] as const) {
      expect(() => engine[call](), call).toThrow(expect.objectContaining(closed));
    }
    expect(() => engine.has(1)).toThrow(expect.objectContaining(closed));
    const again = await open(directory);
    expect(again.has(1)).toBe(true);
    await again.close();
  });
});

it('has a cache of 64 MiB where none is shared', () => {
  expect(DEFAULT_CACHE_BYTES).toBe(67_108_864);
});
