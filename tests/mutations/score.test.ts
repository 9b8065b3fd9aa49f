import { expect, test } from 'vitest';
import { countsOf, intervalOf, scoreOf, validOf } from './score.ts';
import type { MutantCounts } from './score.ts';

const none: MutantCounts = { killed: 0, timedOut: 0, survived: 0, noCoverage: 0, invalid: 0 };

test('counts each status', () => {
  expect(countsOf(['killed', 'survived', 'killed', 'invalid', 'timedOut', 'noCoverage'])).toEqual({
    killed: 2,
    timedOut: 1,
    survived: 1,
    noCoverage: 1,
    invalid: 1,
  });
});

test('a mutant is found by a failing test or by one that does not end', () => {
  expect(scoreOf({ ...none, killed: 2, timedOut: 1, survived: 1 })).toBe(0.75);
});

test('mutants that no test reaches count as not found', () => {
  expect(scoreOf({ ...none, killed: 1, noCoverage: 3 })).toBe(0.25);
});

test('mutants that could not be run count nowhere', () => {
  const counts = { ...none, killed: 1, survived: 1, invalid: 8 };
  expect(validOf(counts)).toBe(2);
  expect(scoreOf(counts)).toBe(0.5);
});

test('without mutants there is neither a score nor an interval', () => {
  expect(scoreOf(none)).toBeNull();
  expect(intervalOf(none, 100)).toBeNull();
});

test("the interval of a small sample of many is Wilson's", () => {
  // 8 of 10: Wilson's interval is 0.4902 to 0.9433 (Brown, Cai and DasGupta 2001 give the formula).
  const [low, high] = intervalOf({ ...none, killed: 8, survived: 2 }, 1e9) ?? [0, 0];
  expect(low).toBeCloseTo(0.4902, 4);
  expect(high).toBeCloseTo(0.9433, 4);
});

test('the interval narrows as the sample nears the whole, and has no width for the whole', () => {
  const counts = { ...none, killed: 80, survived: 20 };
  const width = (population: number): number => {
    const [low, high] = intervalOf(counts, population) ?? [0, 0];
    return high - low;
  };
  expect(width(10_000)).toBeGreaterThan(width(200));
  expect(width(200)).toBeGreaterThan(width(101));
  expect(intervalOf(counts, 100)).toEqual([0.8, 0.8]);
});

test('the interval stays within 0 and 1', () => {
  const high = intervalOf({ ...none, killed: 5 }, 1000)?.[1];
  const low = intervalOf({ ...none, survived: 5 }, 1000)?.[0];
  expect(high).toBeCloseTo(1, 10);
  expect(high).toBeLessThanOrEqual(1);
  expect(low).toBeCloseTo(0, 10);
  expect(low).toBeGreaterThanOrEqual(0);
});
