import { describe, expect, it } from 'vitest';
import { asOfOption } from './as-of-option.ts';

const NOW = new Date(2026, 4, 10, 12).getTime();

describe('--as-of', () => {
  it.each([
    ['2026', new Date(2027, 0, 1).getTime() - 1],
    ['2026-05', new Date(2026, 5, 1).getTime() - 1],
    ['2026-05-01', new Date(2026, 4, 2).getTime() - 1],
    ['2026-05-01T18:30', new Date(2026, 4, 1, 18, 31).getTime() - 1],
    ['-2d', NOW - 2 * 86_400_000],
  ])('%s is the end of the time that it names', (text, asOf) => {
    expect(asOfOption(text, NOW)).toEqual({ asOf });
  });

  it('asks for now where it is left out', () => {
    expect(asOfOption(undefined)).toEqual({});
  });

  it.each(['yesterday', '', '1969', '05/01/2026'])('refuses %j and says what it takes', (text) => {
    expect(() => asOfOption(text, NOW)).toThrow(
      `--as-of takes a date such as 2026-05-01, 2026-05-01T18:30 or -30d, not "${text}"`,
    );
  });
});
