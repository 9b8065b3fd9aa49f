import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSize } from './amounts.ts';
import { decibels } from './decibels.ts';
import { spokenDuration } from './duration.ts';
import { dayName, moment } from './moment.ts';
import { changeLanguage } from './text.ts';

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

describe('days in words', () => {
  it('are today, yesterday, or a date', () => {
    expect(dayName(new Date(2026, 2, 3, 0, 1).getTime(), now)).toBe('Today');
    expect(dayName(new Date(2026, 2, 2, 23, 59).getTime(), now)).toBe('Yesterday');
    expect(dayName(new Date(2026, 2, 1, 23, 59).getTime(), now)).toBe('1 Mar 2026');
  });
});

describe('moments, sizes and gains in German', () => {
  beforeAll(() => changeLanguage('de'));
  afterAll(() => changeLanguage('en'));

  it('are written as in German', () => {
    expect(moment(new Date(2026, 2, 2, 23, 59).getTime(), now)).toBe('gestern, 23:59');
    expect(moment(new Date(2024, 4, 9, 14, 2).getTime(), now)).toBe('9. Mai 2024');
    expect(fileSize(7_430_000)).toBe('7,4 MB');
    expect(decibels(-5.84)).toBe('−5,8 dB');
  });

  it('have both forms of a number', () => {
    expect([spokenDuration(61), spokenDuration(7200)]).toEqual(['1 Minute 1 Sekunde', '2 Stunden']);
  });
});
