import { beforeEach, expect, it } from 'vitest';
import { GarbageAtRest } from './garbage-at-rest.ts';

let now: number;
let timers: { at: number; work: () => void }[];
let collections: number;
let garbage: GarbageAtRest;

beforeEach(() => {
  [now, timers, collections] = [0, [], 0];
  garbage = new GarbageAtRest({
    now: () => now,
    after: (milliseconds, work) => {
      const timer = { at: now + milliseconds, work };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    collect: () => (collections += 1),
  });
});

function pass(milliseconds: number): void {
  now += milliseconds;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { work } of due) work();
}

function call(milliseconds: number): void {
  garbage.begins();
  pass(milliseconds);
  garbage.ends();
}

it('collects once after a long call, when the thread rests', () => {
  call(2000);
  pass(299);
  expect(collections).toBe(0);
  pass(1);
  expect(collections).toBe(1);
  pass(10_000);
  expect(collections).toBe(1);
});

it('collects behind many short calls, not between them', () => {
  for (let i = 0; i < 20; i += 1) {
    call(50);
    pass(250);
  }
  expect(collections).toBe(0);
  pass(50);
  expect(collections).toBe(1);
});

it('does not collect for little work', () => {
  call(499);
  pass(10_000);
  expect(collections).toBe(0);
  call(1);
  pass(300);
  expect(collections).toBe(1);
  call(499);
  pass(300);
  expect(collections).toBe(1);
});

it('counts calls that overlap as one, and waits for the last of them', () => {
  garbage.begins();
  pass(600);
  call(30);
  pass(1000);
  expect(collections).toBe(0);
  garbage.ends();
  pass(300);
  expect(collections).toBe(1);
  garbage.begins();
  garbage.begins();
  pass(300);
  garbage.ends();
  garbage.ends();
  pass(300);
  expect(collections).toBe(1);
});
