import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { ChildPool, type ChildPoolOptions } from './child-pool.ts';

/** Answers with its process id, and does what a request orders. */
const PROGRAM = `
  process.on('disconnect', () => process.exit());
  process.on('message', ({ order }) => {
    if (order === 'die') process.kill(process.pid, 'SIGSEGV');
    else if (order === 'exit') process.exit(7);
    else if (order === 'toil') for (;;);
    else if (order !== 'hang') process.send({ pid: process.pid, order });
  });`;
const LONG = 60_000;

let pool: ChildPool<{ readonly order: string }, { readonly pid: number; readonly order: string }>;
let program: string;
beforeEach(() => {
  program = join(temporaryFolder(), 'program.mjs');
  writeFileSync(program, PROGRAM);
});
afterEach(() => pool.close());

function open(options: Omit<ChildPoolOptions, 'program'>): void {
  pool = new ChildPool({ ...options, program });
}

describe('a pool of child processes', () => {
  it('answers requests, with one child where the size is 1 or less', async () => {
    open({ size: 0 });
    expect(pool.size).toBe(1);
    const replies = await Promise.all(['a', 'b', 'c'].map((order) => pool.run({ order }, LONG)));
    expect(replies.map(({ order }) => order)).toEqual(['a', 'b', 'c']);
    expect(new Set(replies.map(({ pid }) => pid)).size).toBe(1);
  });

  it('says how a child ended, and answers the next request with another', async () => {
    open({ size: 1 });
    const first = await pool.run({ order: 'a' }, LONG);
    await expect(pool.run({ order: 'die' }, LONG)).rejects.toMatchObject({ code: 'CRASHED', message: 'SIGSEGV' });
    await expect(pool.run({ order: 'exit' }, LONG)).rejects.toMatchObject({ code: 'CRASHED', message: 'exit code 7' });
    expect((await pool.run({ order: 'a' }, LONG)).pid).not.toBe(first.pid);
  });

  it('kills a child that takes too long', async () => {
    open({ size: 1 });
    await expect(pool.run({ order: 'hang' }, 1)).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: 'longer than 0 s',
    });
  });

  it('replaces a child after its number of requests', async () => {
    open({ size: 1, requestsPerChild: 2 });
    const pids = [];
    for (const order of ['a', 'b', 'c']) pids.push((await pool.run({ order }, LONG)).pid);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[1]);
  });

  it('cancels requests that wait and requests that are worked on', async () => {
    open({ size: 1 });
    const [working, waiting] = [new AbortController(), new AbortController()];
    const replies = [
      pool.run({ order: 'hang' }, LONG, working.signal),
      pool.run({ order: 'a' }, LONG, waiting.signal),
      pool.run({ order: 'a' }, LONG, AbortSignal.abort()),
    ];
    working.abort();
    waiting.abort();
    for (const reply of replies) await expect(reply).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('ends the work of a request that is cancelled, and gives the next one to another child', async () => {
    open({ size: 1 });
    const { pid } = await pool.run({ order: 'a' }, LONG);
    const working = new AbortController();
    const toil = pool.run({ order: 'toil' }, LONG, working.signal);
    const next = pool.run({ order: 'a' }, LONG);
    working.abort();
    await expect(toil).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await next).pid).not.toBe(pid);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('fails all requests when it closes, and every later one', async () => {
    open({ size: 1 });
    const replies = [pool.run({ order: 'hang' }, LONG), pool.run({ order: 'a' }, LONG)];
    const failed = Promise.all(replies.map((reply) => expect(reply).rejects.toMatchObject({ code: 'CANCELLED' })));
    await pool.close();
    await failed;
    await expect(pool.run({ order: 'a' }, LONG)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
