import { expect, it } from 'vitest';
import { RESTART_PERIOD, RestartLimit, RESTARTS } from './restart-limit.ts';

it('lets a mount that is lost be mounted again a few times within a period, then no more', () => {
  const limit = new RestartLimit(() => 0);
  expect(Array.from({ length: RESTARTS + 1 }, () => limit.lost())).toEqual([true, true, true, false]);
  expect(limit.losses).toBe(4);
});

it('forgets a loss when the period is over', () => {
  let now = 0;
  const limit = new RestartLimit(() => now);
  for (let i = 0; i < RESTARTS; i++) limit.lost();
  now = RESTART_PERIOD - 1;
  expect(limit.lost()).toBe(false);
  now = RESTART_PERIOD;
  expect(limit.lost()).toBe(true);
  expect(limit.losses).toBe(2);
});

it('counts from nothing when the mount is asked for anew', () => {
  const limit = new RestartLimit(() => 0);
  limit.lost();
  limit.reset();
  expect(limit.losses).toBe(0);
});
