import { describe, expect, it } from 'vitest';
import { adviceOf, hasSpectrum } from './check-words.ts';

describe('what the page says of a check', () => {
  it('is what its fix does, where it has one', () => {
    const fix = { summary: 'gives each name its most frequent spelling', guess: 'a guess', takesValue: true };
    expect(adviceOf({ check: 'genre-variants', advice: 'descant health fix …', fix })).toBe(
      'The fix gives each name its most frequent spelling.',
    );
  });

  it('is what a person can do here, where the service names commands', () => {
    expect(adviceOf({ check: 'no-year', advice: 'descant edit QUERY year=…', fix: null })).toMatch(
      /^Show them in the/u,
    );
  });

  it('is what the service says otherwise', () => {
    expect(adviceOf({ check: 'clipped', advice: 'look for another pressing', fix: null })).toBe(
      'Look for another pressing.',
    );
  });

  it('has a spectrum for what was found in the sound, if that could be decoded', () => {
    expect(hasSpectrum({ group: 'sound', check: 'lossy' })).toBe(true);
    expect(hasSpectrum({ group: 'sound', check: 'rotten' })).toBe(false);
    expect(hasSpectrum({ group: 'tags', check: 'no-year' })).toBe(false);
  });
});
