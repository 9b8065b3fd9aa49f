import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_PAUSE, PacedChanges, PAUSE_PER_TRACK } from './paced-changes.ts';

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

let told: (readonly number[])[];
let changes: PacedChanges;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  changes = new PacedChanges((ids) => told.push(ids));
});
afterEach(() => void vi.useRealTimers());

describe('what a scan tells the mount', () => {
  it('is told at once, and a few more tracks a moment later', () => {
    changes.add([1]);
    expect(told).toEqual([[1]]);
    changes.add([2, 3]);
    vi.advanceTimersByTime(PAUSE_PER_TRACK * 2);
    expect(told).toEqual([[1], [2, 3]]);
  });

  it('gathers while a large scan goes on, each track once', () => {
    changes.add(range(1, 10_000));
    changes.add(range(10_001, 3000));
    changes.add(range(13_000, 2));
    vi.advanceTimersByTime(LONGEST_PAUSE - 1);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(told.slice(1)).toEqual([range(10_001, 3001)]);
  });

  it('never waits for longer than the longest pause', () => {
    changes.add(range(1, 100_000));
    changes.add([200_000]);
    vi.advanceTimersByTime(LONGEST_PAUSE);
    expect(told.at(-1)).toEqual([200_000]);
  });

  it('is told at once again after a pause in which nothing came', () => {
    changes.add(range(1, 10_000));
    vi.advanceTimersByTime(LONGEST_PAUSE);
    changes.add([10_001]);
    expect(told.at(-1)).toEqual([10_001]);
  });
});
