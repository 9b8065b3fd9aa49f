import { expect, it } from 'vitest';
import type { LibraryEvent } from '../model/events.ts';
import { LibraryEvents } from './events.ts';

const event = (id: number): LibraryEvent => ({ type: 'tracks', ids: [id] });

it('tells each subscriber every event in order, until its subscription ends', () => {
  const events = new LibraryEvents();
  const [first, second]: [LibraryEvent[], LibraryEvent[]] = [[], []];
  const end = events.subscribe((one) => first.push(one));
  events.subscribe((one) => second.push(one));
  events.emit(event(1));
  events.emit(event(2));
  end();
  events.emit(event(3));
  expect(first).toEqual([event(1), event(2)]);
  expect(second).toEqual([event(1), event(2), event(3)]);
});

it('counts the clients among the subscribers, and tells when one leaves', () => {
  const events = new LibraryEvents();
  const seen: LibraryEvent[] = [];
  const left: number[] = [];
  events.onClientLeft(() => left.push(events.clients));
  events.subscribe(() => {});
  const ends = [events.subscribeClient((one) => seen.push(one)), events.subscribeClient(() => {})];
  expect(events.clients).toBe(2);
  events.emit(event(1));
  ends[0]?.();
  events.emit(event(2));
  expect([seen, left, events.clients]).toEqual([[event(1)], [1], 1]);
});
