import { afterEach, expect, it, vi } from 'vitest';
import { TimeSlice } from './time-slice.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many steps a slice allows, up to `most`. */
function stepsOf(slice: TimeSlice, most: number): number {
  let steps = 1;
  while (!slice.isOver() && steps < most) steps++;
  return steps;
}

it('reads the clock every 64 steps', () => {
  const slice = new TimeSlice();
  slice.begin(0);
  expect([stepsOf(slice, 1000), stepsOf(slice, 1000)]).toEqual([64, 64]);
});

it('counts the steps from the beginning of the slice', () => {
  const slice = new TimeSlice();
  slice.begin(0);
  stepsOf(slice, 10);
  slice.begin(0);
  expect(stepsOf(slice, 1000)).toBe(64);
});

it('is not over before its time', () => {
  const slice = new TimeSlice();
  slice.begin(1_000_000);
  expect(stepsOf(slice, 1000)).toBe(1000);
});

it('is over when its milliseconds have passed', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(100);
  const slice = new TimeSlice();
  slice.begin(5);
  now.mockReturnValue(104.9);
  expect(stepsOf(slice, 64)).toBe(64);
  expect(slice.isOver()).toBe(false);
  now.mockReturnValue(105);
  expect(stepsOf(slice, 1000)).toBe(63);
});
