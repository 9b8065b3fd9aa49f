import { describe, expect, it } from 'vitest';
import { countDead, DeadSet, isDead } from './dead-set.ts';

describe('a dead set', () => {
  it('marks each document once and grows as needed', () => {
    const dead = new DeadSet(0);
    expect([dead.mark(5), dead.mark(5), dead.mark(1000), dead.mark(0)]).toEqual([true, false, true, true]);
    expect(dead.count).toBe(3);
    expect([0, 1, 5, 999, 1000, 1001, 50_000].map((ordinal) => dead.has(ordinal))).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('has a bit for each document, and doubles when that is enough for a higher one', () => {
    expect([0, 1, 32, 33, 64].map((documents) => new DeadSet(documents).view().length)).toEqual([0, 1, 1, 2, 2]);
    const dead = new DeadSet(64);
    dead.mark(63);
    expect([...dead.view()]).toEqual([0, 0x80000000]);
    dead.mark(64);
    expect([...dead.view()]).toEqual([0, 0x80000000, 1, 0]);
    dead.mark(32 * 100);
    expect(dead.view()).toHaveLength(101);
    expect([dead.has(63), dead.has(64), dead.has(3200), dead.count]).toEqual([true, true, true, 3]);
  });

  it('does not change views when it grows', () => {
    const dead = new DeadSet(32);
    dead.mark(3);
    const before = dead.view();
    dead.mark(32);
    const after = dead.view();
    dead.mark(4);
    expect([[...before], [...after]]).toEqual([[8], [8, 1]]);
  });

  it('does not change views when more documents are marked', () => {
    const dead = new DeadSet(64);
    dead.mark(1);
    const before = dead.view();
    dead.mark(2);
    dead.mark(3);
    const after = dead.view();
    dead.mark(4);
    expect([1, 2, 3, 4].map((ordinal) => isDead(before, ordinal))).toEqual([true, false, false, false]);
    expect([1, 2, 3, 4].map((ordinal) => isDead(after, ordinal))).toEqual([true, true, true, false]);
    expect([countDead(before), countDead(after), dead.count]).toEqual([1, 3, 4]);
  });
});
