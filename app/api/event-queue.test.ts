import { describe, expect, it, vi } from 'vitest';
import type { LibraryEvent } from '../model/events.ts';
import { EventQueue, MOST_WAITING } from './event-queue.ts';

const event = (id: number): LibraryEvent => ({ type: 'tracks', ids: [id] });
const stalled = { code: 'SERVICE_UNAVAILABLE', message: 'the event stream was not read fast enough' };

describe('the events of a client', () => {
  it('arrive in order, whether they are awaited or wait', async () => {
    const queue = new EventQueue(() => {});
    const events = queue.read();
    const first = events.next();
    for (const id of [1, 2, 3]) queue.add(event(id));
    expect(await first).toEqual({ done: false, value: event(1) });
    expect([(await events.next()).value, (await events.next()).value]).toEqual([event(2), event(3)]);
    const next = events.next();
    queue.add(event(4));
    expect((await next).value).toEqual(event(4));
  });

  it('end when the client leaves, and those that wait are dropped', async () => {
    const overflow = vi.fn();
    const queue = new EventQueue(overflow);
    const events = queue.read();
    const first = events.next();
    queue.end();
    expect(await first).toEqual({ done: true, value: undefined });
    const left = new EventQueue(overflow);
    left.add(event(1));
    left.end();
    left.add(event(2));
    expect(await left.read().next()).toEqual({ done: true, value: undefined });
    expect(overflow).not.toHaveBeenCalled();
  });

  it('end with an error when too many wait, and none is kept', async () => {
    const overflow = vi.fn();
    const queue = new EventQueue(overflow);
    const events = queue.read();
    queue.add(event(0));
    await events.next();
    for (let id = 1; id <= MOST_WAITING; id++) queue.add(event(id));
    expect(overflow).not.toHaveBeenCalled();
    queue.add(event(-1));
    queue.add(event(-2));
    queue.end();
    expect(overflow).toHaveBeenCalledTimes(1);
    await expect(events.next()).rejects.toMatchObject(stalled);
  });

  it('may be as many as wait at most', async () => {
    const queue = new EventQueue(() => {});
    for (let id = 1; id <= MOST_WAITING; id++) queue.add(event(id));
    const events = queue.read();
    for (let id = 1; id <= MOST_WAITING; id++) expect((await events.next()).value).toEqual(event(id));
  });
});
