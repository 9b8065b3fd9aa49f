import { describe, expect, it } from 'vitest';
import { PostingRuns } from './posting-runs.ts';

describe('the runs of postings of a search', () => {
  const all = (runs: PostingRuns): number[][] =>
    Array.from({ length: runs.count }, (_, i) => [runs.hashBlock(i), runs.start(i), runs.end(i)]);

  it('are kept in the order in which they were found, however many there are', () => {
    const runs = new PostingRuns();
    const expected = Array.from({ length: 3000 }, (_, i) => [0xffffffff - i, i, 2 * i + 1]);
    for (const [hashBlock, start, end] of expected) runs.add(hashBlock!, start!, end!);
    expect(all(runs)).toEqual(expected);
    expect(runs.postings).toBe(expected.reduce((sum, [, start, end]) => sum + end! - start!, 0));
  });

  it('give back the memory of a search that had very many', () => {
    const runs = new PostingRuns();
    const before = runs.bytes;
    for (let i = 0; i < 10_000; i++) runs.add(i, 0, 1);
    runs.clear();
    expect(runs.bytes).toBeGreaterThan(before);
    for (let i = 0; i < 100_000; i++) runs.add(i, 0, 1);
    runs.clear();
    expect(runs.bytes).toBe(before);
  });

  it('are none after clearing, and others may follow', () => {
    const runs = new PostingRuns();
    runs.add(1, 2, 3);
    runs.clear();
    expect([runs.count, runs.postings]).toEqual([0, 0]);
    runs.add(4, 5, 9);
    expect([all(runs), runs.postings]).toEqual([[[4, 5, 9]], 4]);
  });
});
