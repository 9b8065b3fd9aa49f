import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { testConformance } from '../../tests/index-engine/conformance.ts';
import { inProcessWorker } from '../../tests/index-engine/in-process-worker.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import type { IndexError } from '../contract/index-error.ts';
import { EngineThread } from './engine-thread.ts';
import { ThreadedIndex } from './threaded-index.ts';

const newPath = temporaryPaths();
const sharedThread = new EngineThread(inProcessWorker(), () => undefined);

async function open(
  directory: string,
  options = {},
  thread = sharedThread,
  afterClose = async (): Promise<void> => undefined,
): Promise<ThreadedIndex> {
  const handle = await thread.call('open', { directory, options: { sync: false, ...options } });
  return new ThreadedIndex(thread, handle, afterClose);
}

testConformance('behind the engine protocol', async () => {
  const index = await open(newPath());
  return { index, dispose: () => index.close() };
});

const hashes = (...values: number[]): Uint32Array => Uint32Array.from(values);

describe('an index behind the engine protocol', () => {
  it('describes its segments and what it has done', async () => {
    const index = await open(newPath());
    await index.update([
      { type: 'insert', id: 1, hashes: hashes(1, 2) },
      { type: 'insert', id: 2, hashes: hashes(3) },
      { type: 'insert', id: 3, hashes: hashes() },
      { type: 'insert', id: 4, hashes: hashes() },
    ]);
    expect(await index.segments()).toEqual([
      { kind: 'memory', documents: 4, deadDocuments: 0, tombstones: 0, postings: 3, bytes: 0 },
    ]);
    await index.checkpoint();
    await index.update([{ type: 'delete', id: 2 }]);
    await index.search(hashes(1, 9), { minScore: 1 });
    const segments = await index.segments();
    expect(segments).toMatchObject([
      { kind: 'file', documents: 4, deadDocuments: 1, tombstones: 0, postings: 3 },
      { kind: 'memory', documents: 0, deadDocuments: 0, tombstones: 1, postings: 0, bytes: 0 },
    ]);
    expect(segments[0]!.bytes).toBeGreaterThan(512);
    expect(await index.statistics()).toEqual({
      checkpoints: 1,
      merges: 0,
      searches: 1,
      hashesLookedUp: 2,
      postingsCounted: 1,
      blocksUsed: 3,
      blocksRead: 2,
    });
    await index.settle();
    expect(await index.info()).toMatchObject({ documents: 3, segments: 1 });
    expect(await index.statistics()).toMatchObject({ checkpoints: 2, merges: 1 });
    await index.close();
  });

  it('closes once, and runs what follows once', async () => {
    let closed = 0;
    const index = await open(newPath(), {}, sharedThread, async () => {
      closed++;
    });
    await Promise.all([index.close(), index.close()]);
    expect(closed).toBe(1);
    for (const call of [index.has(1), index.info(), index.segments(), index.statistics(), index.checkpoint()]) {
      await expect(call).rejects.toMatchObject({ code: 'Closed' });
    }
  });

  it('moves batches and queries to the thread', async () => {
    const worker = inProcessWorker();
    const index = await open(newPath(), {}, new EngineThread(worker, () => undefined));
    await index.update([{ type: 'insert', id: 1, hashes: hashes(1, 2, 3) }]);
    const query = hashes(1, 2);
    await index.search(query);
    await index.has(1);
    // A batch of six words: the number of changes, an id, a number of hashes, the hashes.
    expect(worker.movedBytes).toEqual([0, 24, 8, 0]);
    // The program's own array is not taken away.
    expect([...query]).toEqual([1, 2]);
    await index.close();
  });

  it('refuses a search whose signal is aborted, and sends no request', async () => {
    const worker = inProcessWorker();
    const index = await open(newPath(), {}, new EngineThread(worker, () => undefined));
    const reason = new Error('not needed');
    await expect(index.search(hashes(1), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(worker.movedBytes).toHaveLength(1);
    await index.close();
  });

  it('ends a search that is aborted, in the program and in the thread', async () => {
    const index = await open(newPath());
    // Each slice ends when the clock is read for the first time: a search of 1000 hashes takes 16.
    advanceWithEachReading(10);
    const common = Uint32Array.from({ length: 1000 }, (_, i) => i);
    await index.update([{ type: 'insert', id: 1, hashes: common }]);
    const controller = new AbortController();
    const pending = index.search(common, { signal: controller.signal, timeout: 10_000 });
    await new Promise(setImmediate);
    controller.abort(new Error('not needed'));
    await expect(pending).rejects.toThrow('not needed');
    // The thread has ended the search too: a longer one is counted, and it is not.
    await index.search(
      Uint32Array.from({ length: 2000 }, (_, i) => i),
      { timeout: 10_000 },
    );
    expect((await index.statistics()).searches).toBe(1);
    // A signal that is aborted after the search has no effect.
    const late = new AbortController();
    await index.search(hashes(1), { signal: late.signal });
    late.abort();
    expect(await index.has(1)).toBe(true);
    await index.close();
  });

  it('passes on failures that no call reports, by index', async () => {
    const directory = newPath();
    const thread = new EngineThread(inProcessWorker(), () => undefined);
    let index = await open(directory, {}, thread);
    for (let id = 1; id <= 2; id++) {
      await index.update([{ type: 'insert', id, hashes: hashes(1) }]);
      await index.checkpoint();
    }
    await index.close();
    const path = join(
      directory,
      readdirSync(directory).find((name) => name.startsWith('segment'))!,
    );
    const bytes = readFileSync(path);
    bytes[600]! ^= 1;
    writeFileSync(path, bytes);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const handle = await thread.call('open', { directory, options: { sync: false } });
    const problem = new Promise<IndexError>((resolve) => thread.onProblem(handle, resolve));
    index = new ThreadedIndex(thread, handle, async () => undefined);
    // The merge of an idle index finds the damage.
    vi.advanceTimersByTime(2000);
    expect(await problem).toMatchObject({ code: 'CorruptFile', path });
    await index.close();
  });

  it('refuses to open a damaged index, by the name of the file', async () => {
    const directory = newPath();
    await (await open(directory)).close();
    const path = join(directory, 'manifest');
    truncateSync(path, 5);
    await expect(open(directory)).rejects.toMatchObject({ code: 'CorruptFile', path });
  });
});
