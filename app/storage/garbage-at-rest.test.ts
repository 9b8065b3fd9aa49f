import { beforeEach, expect, it, vi } from 'vitest';
import { GarbageAtRest, ofThisThread } from './garbage-at-rest.ts';

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

/** What loading the code has left is collected. */
function start(): void {
  pass(2000);
  collections = 0;
}

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

it('collects what loading the code has left, once others have started', () => {
  pass(1999);
  expect(collections).toBe(0);
  pass(1);
  expect(collections).toBe(1);
});

it('rests as long before it does so after a first call', () => {
  call(10);
  pass(1999);
  expect(collections).toBe(0);
  pass(1);
  expect(collections).toBe(1);
});

it('collects once after a long call, when the thread rests', () => {
  start();
  call(2000);
  pass(299);
  expect(collections).toBe(0);
  pass(1);
  expect(collections).toBe(1);
  pass(10_000);
  expect(collections).toBe(1);
});

it('collects behind many short calls, not between them', () => {
  start();
  for (let i = 0; i < 20; i += 1) {
    call(50);
    pass(250);
  }
  expect(collections).toBe(0);
  pass(50);
  expect(collections).toBe(1);
});

it('does not collect for little work', () => {
  start();
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
  start();
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

it('gives free pages back, which the usual collection keeps, after what the thread itself gives back', () => {
  vi.useFakeTimers();
  vi.stubGlobal('gc', vi.fn());
  const rest = vi.fn(() => expect(globalThis.gc).not.toHaveBeenCalled());
  try {
    const resting = new GarbageAtRest(ofThisThread(rest));
    resting.begins();
    resting.ends();
    vi.advanceTimersByTime(2000);
    expect(rest).toHaveBeenCalledOnce();
    expect(globalThis.gc).toHaveBeenCalledExactlyOnceWith({ type: 'major', flavor: 'last-resort' });
  } finally {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});
