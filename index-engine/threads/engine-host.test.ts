import { EventEmitter } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import { packChanges } from '../log/change-batch.ts';
import { unpackResults } from '../engine/packed-results.ts';
import { serveEngines } from './engine-host.ts';
import type { EngineMethods, EngineReply, MethodName, OpenOptions } from './engine-protocol.ts';

const newPath = temporaryPaths();
const opened: { host: TestedHost; handle: number }[] = [];
afterEach(async () => {
  for (const { host, handle } of opened.splice(0)) await host.call('close', { handle }).catch(() => undefined);
});

/** A host at the end of a port that delivers at once and copies nothing. */
class TestedHost {
  readonly #requests = new EventEmitter();
  readonly #waiting = new Map<number, (reply: EngineReply) => void>();
  /** What the last reply moved. */
  moved: readonly ArrayBuffer[] | undefined;
  nextCall = 1;

  constructor() {
    serveEngines(
      {
        on: (event, listener) => this.#requests.on(event, listener),
        postMessage: (reply, transfer) => {
          this.moved = transfer;
          if ('call' in reply) this.#waiting.get(reply.call)!(reply);
        },
      },
      () => new SegmentBuilder(),
    );
  }

  /** Resolves with the result; rejects with the error as it is sent. */
  async call<M extends MethodName>(
    method: M,
    request: EngineMethods[M]['request'],
  ): Promise<EngineMethods[M]['result']> {
    const call = this.nextCall++;
    const answered = new Promise<EngineReply>((resolve) => this.#waiting.set(call, resolve));
    this.#requests.emit('message', { call, method, ...request });
    const reply = await answered;
    if ('result' in reply) return reply.result;
    throw (reply as { error: unknown }).error;
  }

  cancel(call: number): void {
    this.#requests.emit('message', { cancel: call });
  }

  async open(options: OpenOptions = {}): Promise<number> {
    const handle = await this.call('open', { directory: newPath(), options: { sync: false, ...options } });
    opened.push({ host: this, handle });
    return handle;
  }

  /** Inserts documents from `first` on, each with the same hashes. */
  async insert(handle: number, hashes: Uint32Array, first = 1, count = 1): Promise<void> {
    const changes = Array.from({ length: count }, (_, i) => ({ type: 'insert', id: first + i, hashes }) as const);
    await this.call('update', { handle, batch: packChanges(changes), metadata: {}, expectedVersion: undefined });
  }
}

const hashes = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
const CLOSED = { code: 'Closed', message: 'The index is closed.', path: undefined };

describe('the host of engines', () => {
  it('keeps several indexes apart by their handles', async () => {
    const host = new TestedHost();
    const [a, b] = [await host.open(), await host.open()];
    expect([a, b]).toEqual([1, 2]);
    await host.insert(a, hashes(3), 7);
    expect([await host.call('has', { handle: a, id: 7 }), await host.call('has', { handle: b, id: 7 })]).toEqual([
      true,
      false,
    ]);
    await host.call('close', { handle: a });
    await expect(host.call('has', { handle: a, id: 7 })).rejects.toEqual(CLOSED);
    await expect(host.call('close', { handle: a })).rejects.toEqual(CLOSED);
    await expect(host.call('info', { handle: 3 })).rejects.toEqual(CLOSED);
    expect(await host.call('info', { handle: b })).toMatchObject({ version: 0 });
  });

  it('moves the results of a search to the program, and copies the rest', async () => {
    const host = new TestedHost();
    const handle = await host.open();
    await host.insert(handle, hashes(3), 7);
    expect(host.moved ?? []).toEqual([]);
    const found = await host.call('search', { handle, hashes: hashes(2), options: {} });
    expect(unpackResults(found)).toEqual([{ id: 7, score: 2 }]);
    expect(host.moved).toEqual([found.buffer]);
  });

  it('frees the batch of an update at once, also of one that fails', async () => {
    const host = new TestedHost();
    const handle = await host.open();
    const batches = [packChanges([]), packChanges([])];
    await host.call('update', { handle, batch: batches[0]!, metadata: {}, expectedVersion: 0 });
    await expect(
      host.call('update', { handle, batch: batches[1]!, metadata: {}, expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: 'VersionMismatch' });
    expect(batches.map(({ buffer }) => buffer.detached)).toEqual([true, true]);
  });

  it('has one cache for all its indexes, of the size that the first asks for', async () => {
    // About a hundred blocks; the smallest cache has 64.
    const common = hashes(100);
    /** Blocks that the second of two equal searches reads from the file. */
    const readAgain = async (host: TestedHost, handle: number): Promise<number> => {
      await host.insert(handle, common, 1, 400);
      await host.call('checkpoint', { handle });
      const counts: number[] = [];
      for (let i = 0; i < 2; i++) {
        await host.call('search', { handle, hashes: common, options: { timeout: 10_000 } });
        counts.push((await host.call('statistics', { handle })).blocksRead);
      }
      expect(counts[0]).toBeGreaterThan(64);
      return counts[1]! - counts[0]!;
    };
    const large = new TestedHost();
    expect(await readAgain(large, await large.open())).toBe(0);
    const small = new TestedHost();
    const first = await small.open({ cacheBytes: 0 });
    const second = await small.open({ cacheBytes: 64 << 20 });
    expect(await readAgain(small, first)).toBeGreaterThan(0);
    expect(await readAgain(small, second)).toBeGreaterThan(0);
  });

  it('ends a search that is cancelled, and no other', async () => {
    advanceWithEachReading(10);
    const host = new TestedHost();
    const handle = await host.open();
    await host.insert(handle, hashes(1000));
    const search = (): Promise<unknown> =>
      host.call('search', { handle, hashes: hashes(1000), options: { timeout: 10_000 } });
    const call = host.nextCall;
    const outcomes = Promise.allSettled([search(), search()]);
    host.cancel(call);
    // There is no such call: it has ended, or was never made.
    host.cancel(99);
    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: { code: 'Closed', message: 'The search was cancelled.' } },
      { status: 'fulfilled' },
    ]);
  });

  it('replies with the error of a call that fails', async () => {
    const host = new TestedHost();
    const directory = newPath();
    mkdirSync(directory);
    const path = join(directory, 'manifest');
    writeFileSync(path, 'rubbish');
    await expect(host.call('open', { directory, options: {} })).rejects.toMatchObject({ code: 'CorruptFile', path });
    // Handles are not used again.
    expect(await host.open()).toBe(2);
  });
});
