import { describe, expect, it } from 'vitest';
import { groupSize } from './group-size.ts';

describe('the size of a group', () => {
  const sizeOf = (most: number, available = 10_000): number => groupSize(most, available, 100);

  it('is what fills posting blocks where the rest would use little of one', () => {
    // Five blocks for 400 postings are fewer for each than six for up to 479.
    expect([401, 450, 479].map((most) => sizeOf(most))).toEqual([400, 400, 400]);
    expect([101, 149].map((most) => sizeOf(most))).toEqual([100, 100]);
  });

  it('is all that the hash block takes where the rest uses most of one', () => {
    expect([480, 481, 499, 500].map((most) => sizeOf(most))).toEqual([480, 481, 499, 500]);
    expect([150, 199].map((most) => sizeOf(most))).toEqual([150, 199]);
  });

  it('is all where there is no full posting block', () => {
    expect([1, 99, 100].map((most) => sizeOf(most))).toEqual([1, 99, 100]);
  });

  it('is all where no postings are left for another group', () => {
    expect([sizeOf(401, 401), sizeOf(401, 402)]).toEqual([401, 400]);
  });
});
