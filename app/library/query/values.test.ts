import { describe, expect, it } from 'vitest';
import { parseDate, parseDuration, parseNumber } from './values.ts';

const NOW = Date.UTC(2024, 0, 15, 12);
const HOUR = 3_600_000;

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    ['-3', -3],
    ['2.75', 2.75],
  ])('%s', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it.each(['', '4.', '.5', '1e3', '4 ', ' 4', '+4', '1.2.3', '--4', 'x4', '4x'])('not "%s"', (text) => {
    expect(parseNumber(text)).toBeNull();
  });
});

describe('durations', () => {
  it.each([
    ['270', 270],
    ['2.5', 2.5],
    ['4:30', 270],
    ['04:05', 245],
    ['4:5', 245],
    ['4:30.75', 270],
    ['1:04:30', 3870],
    ['100:00:01', 360_001],
  ])('%s are %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', ':30', '4:', '4:300', '400:30', '1:2:3:4', 'x4:30', '4:30x', '4:30.'])('not "%s"', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('dates', () => {
  it.each([
    ['-1h', -HOUR],
    ['-2d', -48 * HOUR],
    ['-1w', -7 * 24 * HOUR],
    ['-1m', -30.44 * 24 * HOUR],
    ['-1y', -365.25 * 24 * HOUR],
    ['+3d', 72 * HOUR],
    ['-12h', -12 * HOUR],
  ])('%s from now', (text, difference) => {
    expect(parseDate(text, 'from', NOW)).toBe(NOW + difference);
    expect(parseDate(text, 'to', NOW)).toBe(NOW + difference);
  });

  it.each([
    ['2024', new Date(2024, 0, 1), new Date(2025, 0, 1)],
    ['2024-05', new Date(2024, 4, 1), new Date(2024, 5, 1)],
    ['2024-5', new Date(2024, 4, 1), new Date(2024, 5, 1)],
    ['2024-12', new Date(2024, 11, 1), new Date(2025, 0, 1)],
    ['2024-05-17', new Date(2024, 4, 17), new Date(2024, 4, 18)],
    ['2024-02-29', new Date(2024, 1, 29), new Date(2024, 2, 1)],
    ['2024-5-7', new Date(2024, 4, 7), new Date(2024, 4, 8)],
  ])('%s begins at its first millisecond and ends at its last, in local time', (text, begin, next) => {
    expect(parseDate(text, 'from', NOW)).toBe(begin.getTime());
    expect(parseDate(text, 'to', NOW)).toBe(next.getTime() - 1);
  });

  it.each([
    '',
    '24',
    '20240',
    '2024-',
    '2024-123',
    '2024-05-123',
    '2024-05-',
    '1w',
    '-w',
    '-1x',
    '-1wx',
    'x-1w',
    'x2024',
    '2024x',
  ])('not "%s"', (text) => {
    expect(parseDate(text, 'from', NOW)).toBeNull();
  });
});

describe('a day with a time', () => {
  it('means the hour, the minute or the second that it names', () => {
    const at = (...parts: [number, number, number, number?, number?, number?]): number => new Date(...parts).getTime();
    expect(parseDate('2024-05-01T12', 'from', 0)).toBe(at(2024, 4, 1, 12));
    expect(parseDate('2024-05-01T12', 'to', 0)).toBe(at(2024, 4, 1, 13) - 1);
    expect(parseDate('2024-05-01 12:30', 'to', 0)).toBe(at(2024, 4, 1, 12, 31) - 1);
    expect(parseDate('2024-05-01T12:30:15', 'to', 0)).toBe(at(2024, 4, 1, 12, 30, 16) - 1);
    expect(parseDate('2024-05-01T25:00', 'from', 0)).toBeNull();
    expect(parseDate('2024-05T12', 'from', 0)).toBeNull();
  });
});
