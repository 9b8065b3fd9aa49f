import { describe, expect, it } from 'vitest';
import { planMerge } from './merge-policy.ts';
import type { SegmentSize } from './merge-policy.ts';

const UNIT = 2 << 20;
const WRITTEN = { idle: false, searched: false };
const IDLE = { idle: true, searched: false };
const SEARCHED = { idle: false, searched: true };

function sizes(...units: number[]): SegmentSize[] {
  return units.map((unit) => ({ postings: unit * UNIT, documents: 1000, dead: 0, isMerging: false }));
}

/** The same with running merges in place of the segments with these indexes. */
function merging(segments: SegmentSize[], ...indexes: number[]): SegmentSize[] {
  return segments.map((segment, i) => ({ ...segment, isMerging: indexes.includes(i) }));
}

/** Flushes `flushes` units and merges after each one as the policy says; returns the sizes and what was rewritten. */
function simulate(flushes: number): { units: number[]; rewritten: number; most: number } {
  let units: number[] = [];
  let rewritten = 0;
  let most = 0;
  for (let i = 0; i < flushes; i++) {
    units = units.concat(1);
    for (
      let plan = planMerge(sizes(...units), WRITTEN);
      plan !== undefined;
      plan = planMerge(sizes(...units), WRITTEN)
    ) {
      const sum = units.slice(plan.start, plan.end).reduce((a, b) => a + b, 0);
      rewritten += sum;
      units = units.toSpliced(plan.start, plan.end - plan.start, sum);
    }
    most = Math.max(most, units.length);
  }
  return { units, rewritten, most };
}

describe('the merge policy', () => {
  it('leaves fewer than eight segments of a tier alone', () => {
    expect(planMerge(sizes(64, 8, 1, 1, 1, 1, 1, 1, 1), WRITTEN)).toBeUndefined();
  });

  it('merges eight segments of a tier', () => {
    expect(planMerge(sizes(64, 1, 1, 1, 1, 1, 1, 1, 1), WRITTEN)).toEqual({ start: 1, end: 9 });
  });

  it('merges four segments of a tier where there are searches', () => {
    expect(planMerge(sizes(64, 1, 1, 1), SEARCHED)).toBeUndefined();
    expect(planMerge(sizes(64, 1, 1, 1, 1), SEARCHED)).toEqual({ start: 1, end: 5 });
    expect(planMerge(sizes(64, 4, 4, 4, 4, 1), SEARCHED)).toEqual({ start: 1, end: 5 });
    // The tiers are those of powers of four.
    expect(planMerge(sizes(64, 4, 1, 1, 1), SEARCHED)).toBeUndefined();
  });

  it('begins a tier halfway between two powers of eight, on a scale of logarithms', () => {
    // The square root of eight is 2.83, that of 8 × 64 is 22.6.
    const ones = [1, 1, 1, 1, 1, 1, 1];
    expect(planMerge(sizes(2.82, ...ones), WRITTEN)).toEqual({ start: 0, end: 8 });
    expect(planMerge(sizes(2.83, ...ones), WRITTEN)).toBeUndefined();
    const eights = ones.map(() => 8);
    expect(planMerge(sizes(22.6, ...eights), WRITTEN)).toEqual({ start: 0, end: 8 });
    expect(planMerge(sizes(22.7, ...eights), WRITTEN)).toBeUndefined();
    expect(planMerge(sizes(...eights, 2.83), WRITTEN)).toEqual({ start: 0, end: 8 });
    expect(planMerge(sizes(...eights, 2.82), WRITTEN)).toBeUndefined();
    expect(planMerge(sizes(...ones, 0), WRITTEN)).toEqual({ start: 0, end: 8 });
  });

  it('merges an older tier when the newer ones are not complete', () => {
    expect(planMerge(sizes(8, 8, 8, 8, 8, 8, 8, 8, 1, 1, 1), WRITTEN)).toEqual({ start: 0, end: 8 });
    expect(planMerge(sizes(64, 8, 8, 8, 8, 8, 8, 8, 8, 1), WRITTEN)).toEqual({ start: 1, end: 9 });
  });

  it('merges the whole backlog of a tier in one step', () => {
    expect(planMerge(sizes(...Array.from({ length: 30 }, () => 1)), WRITTEN)).toEqual({ start: 0, end: 30 });
  });

  it('counts a small segment between larger ones to their tier', () => {
    expect(planMerge(sizes(8, 8, 8, 1, 8, 8, 8, 8), WRITTEN)).toEqual({ start: 0, end: 8 });
  });

  it('keeps segments few and rewrites each posting about log₈ n times', () => {
    const { units, rewritten, most } = simulate(512);
    expect(units.length).toBeLessThanOrEqual(3);
    expect(most).toBeLessThanOrEqual(22);
    expect(rewritten / 512).toBeLessThanOrEqual(3);
  });

  it('merges the newest segments when idle, up to one that is much larger', () => {
    expect(planMerge(sizes(100, 3, 2, 1), IDLE)).toEqual({ start: 1, end: 4 });
    expect(planMerge(sizes(24, 3, 2, 1), IDLE)).toEqual({ start: 0, end: 4 });
    expect(planMerge(sizes(25, 3, 2, 1), IDLE)).toEqual({ start: 1, end: 4 });
    expect(planMerge(sizes(100, 5), IDLE)).toBeUndefined();
    expect(planMerge(sizes(100), IDLE)).toBeUndefined();
    expect(planMerge([], IDLE)).toBeUndefined();
  });

  it('merges an older segment through one that is much larger than the newer ones', () => {
    // 20 is more than four times 1, but 80 is not more than four times 21.
    expect(planMerge(sizes(80, 20, 1), IDLE)).toEqual({ start: 0, end: 3 });
    expect(planMerge(sizes(85, 20, 1), IDLE)).toBeUndefined();
    expect(planMerge(sizes(89, 20, 1, 1), IDLE)).toEqual({ start: 2, end: 4 });
  });

  it('merges segments without postings too', () => {
    expect(planMerge(sizes(100, 0, 0), IDLE)).toEqual({ start: 1, end: 3 });
  });

  it('rewrites a segment with many dead documents', () => {
    const segments = sizes(100, 5);
    expect(planMerge([{ ...segments[0]!, dead: 301 }, segments[1]!], WRITTEN)).toEqual({ start: 0, end: 1 });
    expect(planMerge([{ ...segments[0]!, dead: 300 }, segments[1]!], WRITTEN)).toBeUndefined();
  });

  it('merges at most 32 segments and 2^31 postings, the newest ones', () => {
    expect(planMerge(sizes(...Array.from({ length: 40 }, () => 1)), WRITTEN)).toEqual({ start: 8, end: 40 });
    expect(planMerge(sizes(512, 512, 512), IDLE)).toEqual({ start: 1, end: 3 });
    expect(planMerge(sizes(512, 512.5, 512), IDLE)).toBeUndefined();
  });

  it('rewrites segments with many dead documents only after all other merges', () => {
    const [first, ...rest] = sizes(1, 1, 1, 1, 1, 1, 1, 1);
    expect(planMerge([{ ...first!, dead: 900 }, ...rest], WRITTEN)).toEqual({ start: 0, end: 8 });
    expect(planMerge([{ ...first!, dead: 900 }], IDLE)).toEqual({ start: 0, end: 1 });
  });

  it('makes no segment with more postings than a merge allows', () => {
    expect(planMerge(sizes(900, 900), IDLE)).toBeUndefined();
  });

  it('leaves the inputs of running merges alone, and merges newer segments meanwhile', () => {
    const ones = [1, 1, 1, 1, 1, 1, 1, 1];
    expect(planMerge(merging(sizes(64, 8, ...ones), 1), WRITTEN)).toEqual({ start: 2, end: 10 });
    expect(planMerge(merging(sizes(64, 8, ...ones), 0, 1), WRITTEN)).toEqual({ start: 2, end: 10 });
    expect(planMerge(merging(sizes(64, 8, ...ones.slice(1)), 1), WRITTEN)).toBeUndefined();
  });

  it('merges no range across a running merge, which it counts to its tier', () => {
    const eights = [8, 8, 8, 8, 8, 8, 8, 8];
    expect(planMerge(merging(sizes(...eights), 7), WRITTEN)).toBeUndefined();
    expect(planMerge(merging(sizes(...eights, 8), 8), WRITTEN)).toEqual({ start: 0, end: 8 });
    expect(planMerge(merging(sizes(8, ...eights), 4), WRITTEN)).toBeUndefined();
    expect(planMerge(merging(sizes(8, ...eights), 0), WRITTEN)).toEqual({ start: 1, end: 9 });
    // A small segment that is older than a running merge counts to the tier of its result.
    expect(planMerge(merging(sizes(8, 8, 8, 8, 1, 8, 8, 8, 8), 8), WRITTEN)).toEqual({ start: 0, end: 8 });
  });

  it('merges an idle index further when no merge runs', () => {
    expect(planMerge(merging(sizes(100, 3, 2, 1), 0), IDLE)).toBeUndefined();
    expect(planMerge(merging(sizes(100, 3, 2, 1), 3), IDLE)).toBeUndefined();
  });

  it('does not rewrite a segment that is being merged', () => {
    const [first, second] = sizes(100, 5);
    const dying = [
      { ...first!, dead: 900, isMerging: true },
      { ...second!, dead: 900 },
    ];
    expect(planMerge(dying, WRITTEN)).toEqual({ start: 1, end: 2 });
    expect(planMerge(dying.slice(0, 1), WRITTEN)).toBeUndefined();
  });
});
