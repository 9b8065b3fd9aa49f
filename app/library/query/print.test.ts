import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import { QueryError, type Rule } from './rule.ts';
import { simplified } from './simplify.ts';

const print = (rule: Rule): string => printQuery({ rule, sort: [], limit: null, seed: null });

/** Numbers from 0 up to below `n` (the generator of Park and Miller). */
function randomNumbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 48_271) % 2_147_483_647) % n;
}

describe('a printed query', () => {
  it.each([
    ['ember hall', 'ember hall'],
    ['artist:"juniper  hall" year:1990..1999', 'artist:"juniper  hall" year:1990..1999'],
    ['genre:=Folk|Rock x', 'x (genre:=Folk , genre:=Rock)'],
    ['-(a , b)', '-(a , b)'],
    ['^"a b"', '-(a b)'],
    ['missing:genre has:lyrics is:Edited', 'missing:genre has:lyrics is:edited'],
    ['length:..4:30 added:-1w..', 'length:..4:30 added:-1w..'],
    ['title::"^a b"', 'title::"^a b"'],
    ['title:"=x" title:=""', 'title:"=x" title:=""'],
    ['folk YEAR- artist+ limit:5 random:7', 'folk year- artist+ limit:5 random:7'],
    ['', ''],
    ['a , ()', 'a , ()'],
    ['-()', '-()'],
    ['bitrate:900000000000000000000000', 'bitrate:900000000000000000000000'],
    ['bpm:0.00000015 bitrate:-1200000000000000000000', 'bpm:0.00000015 bitrate:-1200000000000000000000'],
  ])('of %s is %s', (query, printed) => {
    expect(printQuery(parseQuery(query))).toBe(printed);
    expect(parseQuery(printQuery(parseQuery(query)))).toEqual(parseQuery(query));
  });

  it('is read as the same rule again, whatever was typed', () => {
    const random = randomNumbers(11);
    const texts = ['a', 'North', 'é', 'İß', '1999', '4:30', '-1w', '..', '"', '""', "'", '\\d+', '.*', '$', '+', '&'];
    const signs = [' ', ' ', ' ', ' ', ' , ', '(', ')', '-', '^', '|', '=', '==', '=~', ':', '/'];
    const fields = ['title:', 'year:', 'length:', 'added:', 'my:', '"x y":', 'has:', 'missing:'];
    const terms = ['is:edited', 'like:3', 'playlist:Road', 'playlist:"A b"', 'limit:4', 'random:5', 'year-', 'title+'];
    const parts = [...texts, ...signs, ...fields, ...terms];
    let read = 0;
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: 1 + random(10) }, () => parts[random(parts.length)]).join('');
      let parsed;
      try {
        parsed = parseQuery(text);
      } catch {
        continue;
      }
      read++;
      expect(parseQuery(printQuery(parsed)), JSON.stringify(text)).toEqual(parsed);
    }
    expect(read).toBeGreaterThan(5000);
  });

  it('of a rule that somebody built is read as the one form of that rule', () => {
    const random = randomNumbers(5);
    const pick = <Value>(values: readonly Value[]): Value => values[random(values.length)]!;
    const texts = [
      '',
      'a',
      'A b',
      '"',
      'é|x',
      '=y',
      ':z',
      '(',
      'year-',
      ' , ',
      '  ',
      '-x',
      '4:30',
      'ﬁ',
      'x:y',
      '/a',
      '\n',
    ];
    const value = (): { field: string; text: string } => ({
      field: pick(['title', 'Genre', 'my own', 'a"b', 'path']),
      text: pick(texts),
    });
    const rule = (depth: number): Rule => {
      const kind = random(depth > 3 ? 9 : 12);
      if (kind === 0) return { words: pick(texts) };
      if (kind === 1) return { contains: value() };
      if (kind === 2) return { is: value() };
      if (kind === 3) return { spelled: value() };
      if (kind === 4) return { matches: { field: 'title', text: pick(['^a', 'a b', 'a|(b)', '"', '/', '\\d', '']) } };
      const from = pick([null, 0, 59, 60, 61.5, 3661, 1e30]);
      if (kind === 5) return { range: { field: 'length', from, to: pick([null, 270]) } };
      const since = pick([null, '-1w', '2024']);
      if (kind === 6) return { range: { field: 'added', from: since, to: pick([null, '2024-05-01T10:00']) } };
      if (kind === 7) return { has: pick(['title', 'My Field']) };
      if (kind === 8) return pick<Rule>([{ state: 'edited' }, { like: 7 }, { playlist: 'Trips/My "road"' }]);
      const parts = Array.from({ length: random(4) }, () => rule(depth + 1));
      return kind === 9 ? { all: parts } : kind === 10 ? { any: parts } : { not: rule(depth + 1) };
    };
    for (let round = 0; round < 5000; round++) {
      const built = rule(0);
      expect(parseQuery(print(built)).rule, JSON.stringify(built)).toEqual(simplified(built));
    }
  });
});

describe('a rule that no query can say', () => {
  it.each<[string, unknown]>([
    ['a range of text', { range: { field: 'title', from: 1, to: 2 } }],
    ['a date that is none', { range: { field: 'added', from: 'then', to: null } }],
    ['a date as a number', { range: { field: 'added', from: 7, to: null } }],
    ['a number that is none', { range: { field: 'year', from: Infinity, to: null } }],
    ['a field without a name', { is: { field: '', text: 'x' } }],
    ['a field that is a word of queries', { is: { field: 'is', text: 'x' } }],
    ['a text in a field of numbers', { is: { field: 'year', text: 'old' } }],
    ['a state that is none', { state: 'loud' }],
    ['a track that is none', { like: 0.5 }],
    ['an expression that is none', { not: { matches: { field: 'title', text: '[' } } }],
  ])('is refused: %s', (_what, rule) => {
    expect(() => print(rule as Rule)).toThrow(QueryError);
  });

  it('is one that is nested too deeply', () => {
    const nested = (depth: number): Rule => (depth === 0 ? { words: 'a' } : { not: nested(depth - 1) });
    expect(parseQuery(print(nested(40))).rule).toEqual(nested(40));
    expect(() => print(nested(60))).toThrow('nested too deeply');
  });
});
