import { describe, expect, it } from 'vitest';
import type { SoundPair } from '../model/duplicates.ts';
import { pairKey, recordingsOf } from './recordings.ts';

const copy = (a: number, b: number, score = 0.9): SoundPair => ({ tracks: [a, b], kind: 'copy', score, offset: 0 });
const part = (a: number, whole: number): SoundPair => ({ tracks: [a, whole], kind: 'part', score: 0.8, offset: 5 });

describe('recordings out of pairs', () => {
  it('are one for copies of copies, with the lowest score of all pairs', () => {
    expect(recordingsOf([copy(1, 2), copy(2, 3, 0.77), copy(8, 9)])).toEqual([
      { ids: [1, 2, 3], score: 0.77, parts: [] },
      { ids: [8, 9], score: 0.9, parts: [] },
    ]);
  });

  it('have their parts beside them, which join no recordings', () => {
    expect(recordingsOf([copy(1, 2), part(5, 2), part(5, 9)])).toEqual([
      { ids: [1, 2], score: 0.9, parts: [part(5, 2)] },
    ]);
  });

  it('are also those that have parts alone', () => {
    expect(recordingsOf([part(5, 9), part(6, 9)])).toEqual([{ ids: [9], score: 1, parts: [part(5, 9), part(6, 9)] }]);
    expect(recordingsOf([])).toEqual([]);
  });

  it('know a pair in both orders', () => {
    expect(pairKey(copy(12, 3))).toBe(pairKey(copy(3, 12)));
    expect(pairKey(copy(1, 23))).not.toBe(pairKey(copy(12, 3)));
  });
});
