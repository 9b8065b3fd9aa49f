import { getEventListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { inProcessWorker } from '../../tests/index-engine/in-process-worker.ts';
import type { InProcessWorker } from '../../tests/index-engine/in-process-worker.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { IndexError } from '../contract/index-error.ts';
import type { CancelRequest, EngineRequest } from './engine-protocol.ts';
import { EngineThread } from './engine-thread.ts';
import { openIndex } from '../index.ts';

const newPath = temporaryPaths();

/** A thread that runs this code instead of an engine. */
function threadOf(code: string): { thread: EngineThread; ended: Promise<void> } {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => { ${code} });`,
    { eval: true },
  );
  return { thread: new EngineThread(worker, resolve), ended };
}

/** A thread that answers nothing by itself: the requests that reach it, and how often its end was reported. */
function silentThread(): {
  thread: EngineThread;
  worker: InProcessWorker;
  requests: (EngineRequest | CancelRequest)[];
  ends: () => number;
} {
  const requests: (EngineRequest | CancelRequest)[] = [];
  const worker = inProcessWorker((port) => port.on('message', (request) => void requests.push(request)));
  let ends = 0;
  const thread = new EngineThread(worker, () => void ends++);
  return { thread, worker, requests, ends: () => ends };
}

const delivered = (): Promise<unknown> => new Promise(setImmediate);
const lost = (how: string): string =>
  `The index's thread ended${how}. Open the index again: everything that was acknowledged is there.`;

describe('the thread of an index', () => {
  it('reports its crash to pending calls and to later ones', async () => {
    const { thread, ended } = threadOf(`if (m.method === 'info') throw new Error('out of luck');`);
    const waiting = [thread.call('has', { handle: 1, id: 1 }), thread.call('info', { handle: 1 })];
    for (const call of waiting) {
      await expect(call).rejects.toMatchObject({ code: 'WorkerLost', message: lost(': out of luck') });
    }
    await ended;
    await expect(thread.call('has', { handle: 1, id: 1 })).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('reports its exit code when it ends', async () => {
    const { thread, ended } = threadOf('process.exit(3);');
    await expect(thread.call('info', { handle: 1 })).rejects.toMatchObject({
      code: 'WorkerLost',
      message: lost(' with code 3'),
    });
    await ended;
  });

  it('passes on errors with their codes and files', async () => {
    const { thread, ended } = threadOf(
      `parentPort.postMessage({ call: m.call, error: { code: 'CorruptFile', message: 'broken', path: '/x' } });`,
    );
    await expect(thread.call('info', { handle: 1 })).rejects.toMatchObject({
      code: 'CorruptFile',
      message: 'broken',
      path: '/x',
    });
    await thread.end();
    await ended;
  });

  it('releases the lock of its index when it is closed', async () => {
    const directory = newPath();
    mkdirSync(directory);
    const first = await openIndex(directory);
    await expect(openIndex(directory)).rejects.toMatchObject({ code: 'IndexLocked' });
    await first.update([{ type: 'insert', id: 1, hashes: Uint32Array.from([1]) }]);
    await first.close();
    await first.close();
    const second = await openIndex(directory);
    expect(await second.has(1)).toBe(true);
    await second.close();
  });

  it('matches replies to calls by their numbers, in any order', async () => {
    const { thread, worker, requests } = silentThread();
    const first = thread.call('has', { handle: 1, id: 7 });
    const second = thread.call('has', { handle: 2, id: 8 });
    await delivered();
    expect(requests).toEqual([
      { call: 1, method: 'has', handle: 1, id: 7 },
      { call: 2, method: 'has', handle: 2, id: 8 },
    ]);
    worker.emit('message', { call: 2, result: false });
    worker.emit('message', { call: 1, result: true });
    expect([await first, await second]).toEqual([true, false]);
  });

  it('moves the buffers that a call gives away', async () => {
    const { thread, worker } = silentThread();
    const hashes = Uint32Array.from([1, 2]);
    void thread.call('search', { handle: 1, hashes, options: {} }, [hashes.buffer]);
    void thread.call('search', { handle: 1, hashes: Uint32Array.from([1]), options: {} });
    expect([worker.movedBytes, hashes.length]).toEqual([[8, 0], 0]);
  });

  it('keeps the program running only while calls are pending', async () => {
    const { thread, worker } = silentThread();
    expect(worker.isReferenced).toBe(false);
    void thread.call('info', { handle: 1 });
    void thread.call('info', { handle: 1 });
    expect(worker.isReferenced).toBe(true);
    worker.emit('message', { call: 1, result: 1 });
    expect(worker.isReferenced).toBe(true);
    worker.emit('message', { call: 2, result: 1 });
    expect(worker.isReferenced).toBe(false);
    void thread.call('info', { handle: 1 });
    expect(worker.isReferenced).toBe(true);
  });

  it('cancels a call whose signal is aborted, once, and ignores its reply', async () => {
    const { thread, worker, requests } = silentThread();
    const controller = new AbortController();
    const { signal } = controller;
    const request = { handle: 1, hashes: new Uint32Array(), options: {} };
    const pending = thread.call('search', request, [], signal);
    controller.abort(new Error('not needed'));
    await expect(pending).rejects.toThrow('not needed');
    expect(worker.isReferenced).toBe(false);
    await delivered();
    expect(requests).toEqual([{ call: 1, method: 'search', ...request }, { cancel: 1 }]);
    for (const reply of [{ result: new Uint32Array() }, { error: { code: 'Closed', message: 'x', path: undefined } }]) {
      expect(() => worker.emit('message', { call: 1, ...reply })).not.toThrow();
    }
  });

  it('does not keep the signals of calls that have ended', async () => {
    const { thread, worker, requests } = silentThread();
    const controller = new AbortController();
    const listeners = (): number => getEventListeners(controller.signal, 'abort').length;
    const request = { handle: 1, hashes: new Uint32Array(), options: {} };
    const answered = thread.call('search', request, [], controller.signal);
    const failing = thread.call('search', request, [], controller.signal);
    expect(listeners()).toBe(2);
    worker.emit('message', { call: 1, result: new Uint32Array() });
    await answered;
    expect(listeners()).toBe(1);
    worker.emit('exit', 0);
    await expect(failing).rejects.toMatchObject({ code: 'WorkerLost' });
    expect(listeners()).toBe(0);
    controller.abort();
    await delivered();
    expect(requests).toHaveLength(2);
  });

  it('passes on the problems of an index to its listener, and those of others to none', () => {
    const { thread, worker } = silentThread();
    const problems: IndexError[] = [];
    thread.onProblem(2, (error) => problems.push(error));
    for (const handle of [1, 2, 3]) {
      worker.emit('message', { handle, problem: { code: 'WriteFailed', message: `of ${handle}`, path: '/x' } });
    }
    expect(problems).toMatchObject([{ code: 'WriteFailed', message: 'of 2', path: '/x' }]);
  });

  it('reports the first cause of its end, to every call, and its end once', async () => {
    const { thread, worker, ends } = silentThread();
    const pending = thread.call('info', { handle: 1 });
    const cause = new Error('out of memory');
    worker.emit('error', cause);
    expect(ends()).toBe(0);
    worker.emit('exit', 1);
    expect(ends()).toBe(1);
    for (const call of [pending, thread.call('info', { handle: 1 })]) {
      await expect(call).rejects.toMatchObject({ code: 'WorkerLost', message: lost(': out of memory'), cause });
    }
    expect(worker.isReferenced).toBe(false);
  });

  it('reports a crash with what was thrown, whatever it is', async () => {
    const { thread, worker } = silentThread();
    worker.emit('error', 'odd');
    await expect(thread.call('info', { handle: 1 })).rejects.toMatchObject({ message: lost(': odd') });
  });

  it('is closed, not lost, when the program ends it', async () => {
    const { thread, worker, ends } = silentThread();
    const pending = thread.call('info', { handle: 1 });
    const ending = thread.end();
    expect(worker.isTerminated).toBe(true);
    for (const call of [pending, thread.call('info', { handle: 1 })]) {
      await expect(call).rejects.toMatchObject({ code: 'Closed', message: 'The index is closed.' });
    }
    await ending;
    expect(ends()).toBe(1);
  });

  it('keeps the program running until it has ended, although a reply arrives meanwhile', async () => {
    const { thread, worker } = silentThread();
    const pending = thread.call('has', { handle: 1, id: 1 });
    const exit = Promise.withResolvers<number>();
    // As Node does it: the worker keeps the program running from here on.
    worker.terminate = () => {
      worker.ref();
      return exit.promise;
    };
    const ending = thread.end();
    worker.emit('message', { call: 1, result: true });
    expect(await pending).toBe(true);
    expect(worker.isReferenced).toBe(true);
    exit.resolve(1);
    await ending;
  });
});
