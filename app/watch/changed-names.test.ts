import { beforeEach, describe, expect, it } from 'vitest';
import { AGAIN_MS, ChangedNames, LONGEST_MS, QUIET_AGAIN_MS, QUIET_MS } from './changed-names.ts';

const [A, B] = [{ folder: 'a' }, { folder: 'b' }];
let changes: ChangedNames<{ folder: string }>;
beforeEach(() => {
  changes = new ChangedNames();
});

const note = (folder: { folder: string }, name: string, now: number): void =>
  changes.note(folder, Buffer.from(name), now);
const taken = (now: number): Record<string, string[]> =>
  Object.fromEntries([...changes.take(now)].map(([{ folder }, names]) => [folder, names.map(String)]));
/** Lets time pass from one due time to the next until `end`. @returns when what was told */
function pass(end: number): [number, Record<string, string[]>][] {
  const told: [number, Record<string, string[]>][] = [];
  for (let at = changes.nextAt(); at !== null && at <= end; at = changes.nextAt()) {
    const names = taken(at);
    if (Object.keys(names).length > 0) told.push([at, names]);
  }
  return told;
}

it('has nothing to wait for at first', () => {
  expect(changes.nextAt()).toBeNull();
  expect(taken(0)).toEqual({});
});

describe('a name', () => {
  it('is told once it is quiet', () => {
    note(A, 'x', 1000);
    note(A, 'x', 1100);
    expect(pass(60_000)).toEqual([[1100 + QUIET_MS, { a: ['x'] }]]);
    expect(changes.nextAt()).toBeNull();
  });

  it('that does not become quiet is told all the same', () => {
    for (let now = 0; now < 5 * QUIET_MS; now += QUIET_MS / 2) note(A, 'x', now);
    expect(changes.nextAt()).toBe(LONGEST_MS);
  });

  it('that changes soon after it was told has to be quiet for longer', () => {
    note(A, 'x', 0);
    expect(pass(QUIET_MS)).toHaveLength(1);
    note(A, 'x', 500);
    expect(pass(60_000)).toEqual([[500 + QUIET_AGAIN_MS, { a: ['x'] }]]);
  });

  it('of a file that is written for a minute is told a few times', () => {
    let told = 0;
    for (let now = 0; now < 60_000; now += 50) {
      note(A, 'x', now);
      told += pass(now).length;
    }
    expect(told).toBe(1 + 60_000 / AGAIN_MS - 1);
    expect(pass(120_000)).toHaveLength(1);
  });

  it('that was quiet for long after it was told is new again', () => {
    note(A, 'x', 0);
    pass(60_000);
    note(A, 'x', 60_000);
    expect(changes.nextAt()).toBe(60_000 + QUIET_MS);
  });
});

it('tells what is due at about the same time together, by folder', () => {
  note(A, 'x', 0);
  note(B, 'y', 50);
  note(A, 'z', 90);
  note(A, 'later', 101);
  expect(taken(QUIET_MS)).toEqual({ a: ['x', 'z'], b: ['y'] });
  expect(changes.nextAt()).toBe(101 + QUIET_MS);
});

it('forgets a folder', () => {
  note(A, 'x', 0);
  changes.forget(A);
  expect(changes.nextAt()).toBeNull();
});
