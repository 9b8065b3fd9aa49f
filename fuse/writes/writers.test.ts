import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { processOf, Writers } from './writers.ts';

/** Above the greatest number that Linux gives to a thread. */
const NO_THREAD = 2 ** 22 + 1;

it('all threads of a program are one writer, which is its process', async () => {
  const threads = (await readdir('/proc/self/task')).map(Number);
  expect(threads.length).toBeGreaterThan(1);
  const writers = new Writers();
  for (const thread of threads) {
    await writers.note(thread);
    expect([writers.count, writers.last]).toEqual([1, process.pid]);
  }
});

it('two programs are two writers, and the last one is known', async () => {
  const writers = new Writers();
  expect([writers.count, writers.last]).toEqual([0, 0]);
  for (const pid of [process.pid, process.ppid, process.pid]) await writers.note(pid);
  expect([writers.count, writers.last]).toEqual([2, process.pid]);
});

it('a thread that the system does not show stands for itself, and so does one that the kernel does not name', async () => {
  expect(await processOf(NO_THREAD)).toBe(NO_THREAD);
  expect(await processOf(0)).toBe(0);
});
