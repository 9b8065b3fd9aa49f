import { describe, expect, it } from 'vitest';
import { moment } from './moment.ts';

const now = new Date(2026, 2, 3, 15, 30).getTime();

describe('moments in words', () => {
  it('gives only the time for today', () => {
    expect(moment(new Date(2026, 2, 3, 14, 2).getTime(), now)).toBe('14:02');
  });

  it('says yesterday, also over the end of a month', () => {
    expect(moment(new Date(2026, 2, 2, 23, 59).getTime(), now)).toBe('yesterday, 23:59');
    expect(moment(new Date(2026, 1, 28, 9, 5).getTime(), new Date(2026, 2, 1, 8, 0).getTime())).toBe(
      'yesterday, 09:05',
    );
  });

  it('gives day and time this year, and the year before that', () => {
    expect(moment(new Date(2026, 0, 9, 14, 2).getTime(), now)).toBe('9 Jan, 14:02');
    expect(moment(new Date(2024, 4, 9, 14, 2).getTime(), now)).toBe('9 May 2024');
  });
});
