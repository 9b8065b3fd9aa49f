import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../app/library/query/parse.ts';
import { queryWords } from './query-words.ts';

const words = (query: string): string => queryWords(parseQuery(query)).join('\n');

describe('a query in words', () => {
  it.each([
    ['', 'all tracks'],
    ['northern lights', 'has the words “northern lights”'],
    ['genre:folk', 'genre contains “folk”'],
    ['title:=Dusk', 'title is “Dusk”'],
    ['title:==Dusk', 'title is spelled “Dusk”'],
    ['title::^the', 'title matches the expression “^the”'],
    ['comment:=""', 'comment has no value'],
    ['has:lyrics', 'lyrics has a value'],
    ['missing:genre', 'genre has no value'],
    ['year:1999', 'year is 1999'],
    ['plays:10..', 'plays is at least 10'],
    ['plays:..3', 'plays is at most 3'],
    ['added:-1w..', 'added is at least -1w'],
    ['is:lossless', 'is lossless'],
    ['like:7', 'sounds like track 7'],
    ['playlist:Road', 'is in the playlist “Road”'],
    ['-genre:folk', 'not: genre contains “folk”'],
  ])('%s', (query, expected) => expect(words(query)).toBe(expected));

  it('has its alternatives and conditions under their heads', () => {
    expect(words('genre:folk plays:1..9 , -(artist:ash title:dusk) year- artist+ limit:20')).toBe(
      [
        'at least one of these:',
        '  all of these:',
        '    genre contains “folk”',
        '    plays is 1 to 9',
        '  not: all of these:',
        '    artist contains “ash”',
        '    title contains “dusk”',
        'sorted by year, the greatest first, then by artist',
        '20 at most',
      ].join('\n'),
    );
    expect(words('random:5')).toBe('all tracks\nin random order 5');
  });
});
