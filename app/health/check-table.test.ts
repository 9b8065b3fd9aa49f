import { describe, expect, it } from 'vitest';
import { HEALTH_GROUPS } from '../model/health.ts';
import { CHECKS, findCheck, UnknownCheckError } from './check-table.ts';

describe('the table of checks', () => {
  it('has a name of its own for each check, fit for a command line', () => {
    const names = CHECKS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('has words for one finding and for several, a heading and an advice', () => {
    for (const { name, words } of CHECKS) {
      expect(words.title, name).toMatch(/^[A-Z].*[^.]$/);
      expect(words.one, name).toMatch(/^[a-z].*[^.]$/i);
      expect(words.several, name).toMatch(/^[a-z].*[^.]$/i);
      expect(words.one, name).not.toBe(words.several);
      expect(words.advice, name).toMatch(/^\w.{20,}[^.]$/);
    }
  });

  it('lists the groups one after the other', () => {
    const groups = CHECKS.map(({ group }) => HEALTH_GROUPS.indexOf(group));
    expect(groups).toEqual(groups.toSorted((a, b) => a - b));
  });

  it('finds a check by its name, whatever its case, and names the nearest one', () => {
    expect(findCheck('Missing').name).toBe('missing');
    expect(() => findCheck('mising')).toThrow(new UnknownCheckError('mising'));
    expect(() => findCheck('mising')).toThrow('did you mean missing?');
    expect(() => findCheck('constructor')).toThrow('descant health --json names them all');
  });
});
