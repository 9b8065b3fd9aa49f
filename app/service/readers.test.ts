import { describe, expect, it } from 'vitest';
import type { Thread } from '../storage/thread.ts';
import { READ_METHODS, threadOfReads, type ReadingThread } from './read-methods.ts';
import type { ReaderMethods } from './reader-thread.ts';
import { Readers } from './readers.ts';

/** Threads that know who answers what, and answer every other call with their own name, the method and its argument. */
function startable(failing: readonly ReadingThread[] = []) {
  const started: ReadingThread[] = [];
  const closed: ReadingThread[] = [];
  const start = async (name: ReadingThread): Promise<Thread<ReaderMethods>> => {
    started.push(name);
    if (failing.includes(name)) throw new Error(`no ${name} thread`);
    const answer = (method: string, given: readonly unknown[]) =>
      method === 'threadOfReads' ? threadOfReads() : [name, method, ...given];
    const call = new Proxy(
      {},
      {
        get:
          (_, method) =>
          async (...given: unknown[]) =>
            answer(String(method), given),
      },
    );
    return { call: call as Thread<ReaderMethods>['call'], close: async () => void closed.push(name) };
  };
  return { started, closed, start };
}

describe('the reading threads', () => {
  it('start with the service, but for the long one', async () => {
    const { started, start } = startable();
    await Readers.open(start);
    expect(started).toEqual(['quick', 'slow']);
  });

  it('answer each method on the thread that its row names, with its argument and what aborts it', async () => {
    const { read } = await Readers.open(startable().start);
    const calls = read as unknown as Record<string, (argument: unknown, signal: AbortSignal) => Promise<unknown>>;
    const { signal } = new AbortController();
    for (const [name, { thread }] of Object.entries(READ_METHODS)) {
      expect(await calls[name]!({ of: name }, signal)).toEqual([thread, name, { of: name }, signal]);
    }
  });

  it('answer lists on the quick thread, and whole libraries on the long one', () => {
    expect(READ_METHODS.list.thread).toBe('quick');
    expect(READ_METHODS.summary.thread).toBe('slow');
    expect(READ_METHODS.exportPage.thread).toBe('long');
  });

  it('start the long thread once', async () => {
    const { started, start } = startable();
    const { read } = await Readers.open(start);
    await Promise.all([read.healthReport(), read.countExported({ query: '' })]);
    expect(started).toEqual(['quick', 'slow', 'long']);
  });

  it('are all closed, also when one could not start', async () => {
    const { closed, start } = startable(['long']);
    const readers = await Readers.open(start);
    await expect(readers.read.healthReport()).rejects.toThrow('no long thread');
    await readers.close();
    expect(closed).toEqual(['quick', 'slow']);
  });

  it('leave none behind when the service cannot start', async () => {
    const { closed, start } = startable(['slow']);
    await expect(Readers.open(start)).rejects.toThrow('no slow thread');
    expect(closed).toEqual(['quick']);
  });
});
