import { beforeEach, expect, it } from 'vitest';
import { CODE_LIFETIME, MOST_CODES, OneTimeCodes } from './one-time-codes.ts';

let now: number;
let codes: OneTimeCodes;
beforeEach(() => {
  now = 0;
  codes = new OneTimeCodes(() => now);
});

it('issues codes that are valid once', () => {
  const [first, second] = [codes.issue(), codes.issue()];
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(first).not.toBe(second);
  expect([codes.redeem(first), codes.redeem(first), codes.redeem(second)]).toEqual([true, false, true]);
  expect([codes.redeem(''), codes.redeem('other')]).toEqual([false, false]);
});

it('issues codes that are valid for a minute', () => {
  const [first, second] = [codes.issue(), codes.issue()];
  now = CODE_LIFETIME - 1;
  expect(codes.redeem(first)).toBe(true);
  now = 60_000;
  expect(codes.redeem(second)).toBe(false);
});

it('drops the oldest codes when there are too many', () => {
  const issued = Array.from({ length: MOST_CODES + 1 }, () => codes.issue());
  expect([codes.redeem(issued[0]!), codes.redeem(issued[1]!), codes.redeem(issued.at(-1)!)]).toEqual([
    false,
    true,
    true,
  ]);
});

it('measures time by itself', () => {
  const own = new OneTimeCodes();
  expect(own.redeem(own.issue())).toBe(true);
});
