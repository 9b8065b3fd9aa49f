import { describe, expect, it } from 'vitest';
import { prepareQuery } from './query.ts';

describe('a query', () => {
  it('has its hashes in order, each once, and leaves the caller its array', () => {
    const hashes = Uint32Array.from([9, 0xffffffff, 3, 9, 0]);
    expect([...prepareQuery(hashes, {}).hashes]).toEqual([0, 3, 9, 0xffffffff]);
    expect([...hashes]).toEqual([9, 0xffffffff, 3, 9, 0]);
  });

  it('can be empty, or have one hash', () => {
    expect([...prepareQuery(new Uint32Array(), {}).hashes]).toEqual([]);
    expect([...prepareQuery(Uint32Array.from([0]), {}).hashes]).toEqual([0]);
    expect([...prepareQuery(Uint32Array.from([7, 7, 5, 7, 5, 9]), {}).hashes]).toEqual([5, 7, 9]);
  });

  it('asks by default for a twentieth of the hashes that were given, repeated ones too', () => {
    const score = (length: number): number => prepareQuery(new Uint32Array(length), {}).minScore;
    expect([0, 1, 20, 21, 40, 41, 120].map(score)).toEqual([1, 1, 1, 2, 2, 3, 6]);
  });

  it('keeps every option within its limits', () => {
    const of = (options: Parameters<typeof prepareQuery>[1]): object => prepareQuery(new Uint32Array(), options);
    expect(of({ limit: 0, timeout: 99_999, minScore: 0, minScorePercent: -5 })).toMatchObject({
      limit: 1,
      timeout: 10_000,
      minScore: 1,
      minScorePercent: 0,
    });
    expect(of({ limit: 1e9, timeout: -1, minScore: 2.5 })).toMatchObject({ limit: 100, timeout: 0, minScore: 3 });
    expect(of({ limit: 7.9, timeout: 20.9, minScore: 2, minScorePercent: 2.5 })).toMatchObject({
      limit: 7,
      timeout: 20,
      minScore: 2,
      minScorePercent: 2.5,
    });
    expect(of({})).toMatchObject({ limit: 40, timeout: 500, minScorePercent: 10 });
  });
});
