import { describe, expect, it } from 'vitest';
import { dependsOnTime, EVERYTHING, mentionsMissing, QueryError, type Rule } from './rule.ts';

const missing: Rule = { state: 'missing' };
const words: Rule = { words: 'missing' };

describe('a rule asks for missing tracks', () => {
  it.each<[string, Rule]>([
    ['by their state', missing],
    ['in one of several that must hold', { all: [words, missing] }],
    ['in one of several of which one must hold', { any: [words, missing] }],
    ['in its opposite', { not: missing }],
    ['at any depth', { all: [{ not: { any: [words, { all: [missing] }] } }] }],
  ])('%s', (_where, rule) => {
    expect(mentionsMissing(rule)).toBe(true);
  });
});

describe('a rule leaves missing tracks out', () => {
  it.each<[string, Rule]>([
    ['of everything', EVERYTHING],
    ['of another state', { state: 'edited' }],
    ['of a word', words],
    ['of none of several', { any: [] }],
    ['of a word among others', { all: [words, { any: [words] }, { not: words }] }],
    ['of a field', { is: { field: 'state', text: 'missing' } }],
  ])('%s', (_where, rule) => {
    expect(mentionsMissing(rule)).toBe(false);
  });
});

it('a query that cannot be understood has a code, a message and a position', () => {
  expect(new QueryError('A bracket is open', 7)).toMatchObject({
    code: 'BAD_QUERY',
    name: 'QueryError',
    message: 'A bracket is open',
    position: 7,
  });
});

describe('a rule depends on the time', () => {
  const added = (from: string | null, to: string | null): Rule => ({ range: { field: 'added', from, to } });

  it('where a date is relative to now', () => {
    expect(dependsOnTime({ any: [{ not: added('-1w', null) }] })).toBe(true);
    expect(dependsOnTime(added('2024', '+1d'))).toBe(true);
    expect(dependsOnTime({ all: [added('2024', null), { range: { field: 'year', from: -1, to: 5 } }] })).toBe(false);
  });
});
