import { expect, it } from 'vitest';
import { RequestRate } from './request-rate.ts';

it('lets a client make as many requests as it may in a second, and more as time passes', () => {
  const rate = new RequestRate();
  const take = (now: number): boolean => rate.take('a', 3, now);
  expect([0, 0, 0, 0].map(take)).toEqual([true, true, true, false]);
  expect(take(300)).toBe(false);
  expect(take(668)).toBe(true);
  expect([668, 1010, 1010].map(take)).toEqual([true, true, false]);
  expect([9000, 9000, 9000, 9000].map(take)).toEqual([true, true, true, false]);
});

it('counts each client for itself', () => {
  const rate = new RequestRate();
  expect(['a', 'b', 'a', 'b'].map((client) => rate.take(client, 1, 0))).toEqual([true, true, false, false]);
});

it('lets a client of less than a request per second make one', () => {
  const rate = new RequestRate();
  expect([0, 1999, 2000].map((now) => rate.take('a', 0.5, now))).toEqual([true, false, true]);
});

it('has no limit at 0', () => {
  const rate = new RequestRate();
  expect(Array.from({ length: 100 }, () => rate.take('a', 0, 0))).not.toContain(false);
});

it('remembers the clients of late', () => {
  const rate = new RequestRate();
  for (let client = 0; client < 1001; client += 1) rate.take(String(client), 1, 0);
  expect(rate.take('1', 1, 0)).toBe(false);
  expect(rate.take('0', 1, 0)).toBe(true);
});
