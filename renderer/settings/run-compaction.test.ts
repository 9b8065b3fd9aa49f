import { describe, expect, it } from 'vitest';
import { savingsWords, usualCompactionDate } from './run-compaction.ts';

describe('the compaction of the history', () => {
  it('begins a year ago, with the day', () => {
    expect(new Date(usualCompactionDate(new Date(2026, 4, 1, 18, 30)))).toEqual(new Date(2025, 4, 1));
  });

  it('says what it would save, and where there is nothing', () => {
    expect(savingsWords({ before: 0, edits: 12, compacted: 3, bytes: 2500 })).toBe(
      '3 of 12 edits would lose values in between: 2.5 kB',
    );
    expect(savingsWords({ before: 0, edits: 1, compacted: 0, bytes: 0 })).toBe(
      'Nothing to save among 1 edit of a year ago and older',
    );
  });
});
