import { describe, expect, it } from 'vitest';
import { ruleLines, ruleWords, type ParsedQuery } from './rule-words.ts';

function wordsOf(rule: ParsedQuery['rule'], more: Partial<ParsedQuery> = {}): readonly string[] {
  const lines = ruleLines({ rule, sort: [], limit: null, seed: null, ...more });
  return lines.map(({ depth, text }) => `${'  '.repeat(depth)}${text}`);
}

describe('the meaning of a query', () => {
  it('names conditions, and groups of them with their parts below', () => {
    const any = [{ is: { field: 'genre', text: 'Folk' } }, { contains: { field: 'genre', text: 'rock' } }];
    expect(wordsOf({ all: [{ words: 'blue moon' }, { any }, { not: { state: 'edited' } }] })).toEqual([
      'all of these:',
      '  has the words “blue moon”',
      '  at least one of these:',
      '    genre is “Folk”',
      '    genre contains “rock”',
      '  not: has been edited',
    ]);
    expect(wordsOf({ not: any[0]! })).toEqual(['genre is not “Folk”']);
    expect(wordsOf({ not: any[1]! })).toEqual(['genre does not contain “rock”']);
    expect(wordsOf({ not: { any } })).toEqual(['none of these:', '  genre is “Folk”', '  genre contains “rock”']);
  });

  it('says what has a value, and which', () => {
    const range = (from: number | null, to: number | null) => wordsOf({ range: { field: 'year', from, to } })[0];
    expect(range(1996, 1996)).toBe('year is 1996');
    expect(range(null, 1996)).toBe('year is at most 1996');
    expect(range(1996, null)).toBe('year is at least 1996');
    expect(range(1996, 1999)).toBe('year is from 1996 to 1999');
    const added = (from: string | null, to: string | null) => wordsOf({ range: { field: 'added', from, to } })[0];
    expect(added('-30d', null)).toBe('added in the last 30 days');
    expect(added(null, '-1y')).toBe('added not in the last year');
    expect(added('-2w', '-1w')).toBe('added is from -2w to -1w');
    expect(wordsOf({ has: 'lyrics' })).toEqual(['lyrics has a value']);
    expect(wordsOf({ not: { has: 'lyrics' } })).toEqual(['lyrics has no value']);
    expect(wordsOf({ is: { field: 'lyrics', text: '' } })).toEqual(['lyrics has no value']);
    expect(wordsOf({ like: 7 })).toEqual(['sounds like track 7']);
    expect(wordsOf({ playlist: 'Road' })).toEqual(['is in the playlist “Road”']);
  });

  it('says order and limit', () => {
    const sort = [
      { field: 'year', descending: true },
      { field: 'title', descending: false },
    ];
    expect(wordsOf({ all: [] }, { sort, limit: 5, seed: 3 })).toEqual([
      'all tracks',
      'in random order 3',
      'sorted by year, the greatest first · title',
      '5 tracks at most',
    ]);
    expect(wordsOf({ all: [] }, { limit: 1 })).toContain('1 track at most');
  });

  it('of a part is a line, also of a group', () => {
    const folk = { contains: { field: 'genre', text: 'folk' } };
    expect(ruleWords(folk)).toBe('genre contains “folk”');
    expect(ruleWords({ any: [folk, { state: 'edited' }] })).toBe(
      'at least one of these: genre contains “folk” · has been edited',
    );
  });
});
