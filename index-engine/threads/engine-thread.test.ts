import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
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

describe('the thread of an index', () => {
  it('reports its crash to pending calls and to later ones', async () => {
    const { thread, ended } = threadOf(`if (m.method === 'info') throw new Error('out of luck');`);
    const waiting = [thread.call('has', { handle: 1, id: 1 }), thread.call('info', { handle: 1 })];
    for (const call of waiting) {
      await expect(call).rejects.toMatchObject({
        code: 'WorkerLost',
        message: expect.stringContaining('out of luck') as string,
      });
    }
    await ended;
    await expect(thread.call('has', { handle: 1, id: 1 })).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('reports its exit code when it ends', async () => {
    const { thread, ended } = threadOf('process.exit(3);');
    await expect(thread.call('info', { handle: 1 })).rejects.toMatchObject({
      code: 'WorkerLost',
      message: expect.stringContaining('code 3') as string,
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
});
