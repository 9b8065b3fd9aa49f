import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { startBuilderThread, startEngineThread } from './start-thread.ts';

/** The nice values of all threads of this process. */
function niceValues(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[16]);
  });
}

/** The nice values of threads that differ from that of the program, once this one has answered a message. */
async function loweredBy(thread: Worker, message: unknown): Promise<number[]> {
  thread.postMessage(message);
  await once(thread, 'message');
  const values = niceValues();
  await thread.terminate();
  return values.filter((nice) => nice !== getPriority());
}

it.runIf(process.platform === 'linux')('lets searches go before the writing of segments', async () => {
  expect(await loweredBy(startEngineThread(), { call: 1, method: 'has', handle: 1, id: 1 })).toEqual([]);
  const lower = Math.min(19, getPriority() + 10);
  expect(await loweredBy(startBuilderThread(), { call: 1, job: { kind: 'flush' } })).toEqual([lower]);
});
