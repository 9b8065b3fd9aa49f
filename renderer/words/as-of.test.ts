import { describe, expect, it } from 'vitest';
import { momentOf } from './as-of.ts';

describe('days of the past', () => {
  it('mean their last moment here', () => {
    expect(momentOf('2026-05-01')).toBe(new Date(2026, 4, 2).getTime() - 1);
    expect(momentOf('2024-02-29')).toBe(new Date(2024, 2, 1).getTime() - 1);
  });

  it.each(['', '2026', '2026-5-1', '2026-02-31', '2026-13-01', '1960-01-01', 'x2026-05-01'])('%j is none', (text) => {
    expect(momentOf(text)).toBeNull();
  });
});
