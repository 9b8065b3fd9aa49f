import { describe, expect, it } from 'vitest';
import { parseQuery, requireFinished } from './parse.ts';
import { EVERYTHING, QueryError, TRACK_STATES } from './rule.ts';

function errorOf(query: string): { message: string; position: number; code: string } {
  try {
    parseQuery(query);
  } catch (error) {
    expect(error).toBeInstanceOf(QueryError);
    const { message, position, code } = error as QueryError;
    return { message, position, code };
  }
  throw new Error(`${query} was understood`);
}

describe('a query that cannot be understood', () => {
  it.each([
    ['year:old', '"old" is not a number that year: understands', 5],
    ['year:=old', '"old" is not a number that year: understands', 6],
    ['year:1990..old', '"old" is not a number that year: understands', 11],
    ['year:1990|old', '"old" is not a number that year: understands', 10],
    ['a length:soon', '"soon" is not a duration that length: understands', 9],
    ['added:then..', '"then" is not a date that added: understands', 6],
    ['a -is:loud', `is: knows ${TRACK_STATES.join(', ')}, not "loud"`, 6],
    ['is:editd', `is: knows ${TRACK_STATES.join(', ')}, not "editd"; did you mean is:edited?`, 3],
    ['like:x', 'like: takes the number of a track', 5],
    ['limit:0', 'limit: takes a whole number of at least 1, not "0"', 6],
    ['x random:4294967296', 'random: takes a whole number of at least 0, not "4294967296"', 9],
    ['has:limit', 'limit: asks for something else than a field', 4],
    ['(a', 'this opening parenthesis is never closed', 0],
    ['b (a', 'this opening parenthesis is never closed', 2],
    ['a)', 'this closing parenthesis has no opening one', 1],
    ['a , ) b', 'this closing parenthesis has no opening one', 4],
  ])('%s: %s', (query, message, position) => {
    expect(errorOf(query)).toEqual({ code: 'BAD_QUERY', message, position });
  });

  it('has a regular expression that is none, or too long a one', () => {
    expect(errorOf('x title::[').message).toMatch(/regular expression/i);
    expect(errorOf('x title::[').position).toBe(9);
    expect(parseQuery(`title::${'a'.repeat(200)}`).rule).toEqual({
      matches: { field: 'title', text: 'a'.repeat(200) },
    });
    expect(errorOf(`title::${'a'.repeat(201)}`).message).toBe('the regular expression is longer than 200 characters');
  });

  it('is longer than 4000 characters', () => {
    expect(parseQuery('a'.repeat(4000)).rule).toEqual({ words: 'a'.repeat(4000) });
    expect(errorOf('a'.repeat(4001))).toMatchObject({
      message: 'the query is longer than 4000 characters',
      position: 4000,
    });
  });

  it('contains a NUL character', () => {
    const message = 'the query contains a NUL character, which no tag has';
    expect(errorOf('a\0b')).toEqual({ code: 'BAD_QUERY', message, position: 1 });
    expect(errorOf('\0')).toEqual({ code: 'BAD_QUERY', message, position: 0 });
    expect(parseQuery('a\u0001').rule).toEqual({ words: 'a\u0001' });
  });

  it('has more than 500 terms, quoted or not', () => {
    const message = 'the query has more than 500 terms';
    expect(errorOf('a '.repeat(501))).toEqual({ code: 'BAD_QUERY', message, position: 1000 });
    expect(errorOf(`"${'+ '.repeat(500)}+"`)).toEqual({ code: 'BAD_QUERY', message, position: 0 });
    expect(parseQuery('a '.repeat(500)).rule).toEqual({ words: 'a '.repeat(500).trim() });
    expect(parseQuery('(a) , '.repeat(500)).rule).toMatchObject({ any: expect.any(Array) });
  });

  it('nests its parentheses more than 50 deep; 51 beside each other are no matter', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(parseQuery(nested(50)).rule).toEqual({ words: 'a' });
    expect(errorOf(nested(51))).toMatchObject({ message: 'the parentheses are nested too deeply', position: 50 });
    expect(parseQuery('(a) '.repeat(60)).rule).toMatchObject({ words: expect.any(String) });
  });
});

describe('a query that is only begun', () => {
  it.each(['artist:', 'artist:=', 'title::', '-artist:', '()', 'artist: , artist:'])(
    '%s leaves the rest as it is',
    (query) => {
      expect(JSON.stringify(parseQuery(query).rule)).not.toContain('artist');
    },
  );

  it('asks for everything', () => {
    for (const query of ['artist:', 'artist:=', 'title::', '-artist:']) expect(parseQuery(query).rule).toBe(EVERYTHING);
  });

  it('asks for an empty value only where that is said with quotes', () => {
    expect(parseQuery('artist:=""').rule).toEqual({ is: { field: 'artist', text: '' } });
    expect(parseQuery('-artist:=""').rule).toEqual({ not: { is: { field: 'artist', text: '' } } });
  });
});

describe('sorting within a query', () => {
  it.each(['nonsense-', '"year-"', 'x:year-', 'year', '+', '-'])('%s is none', (query) => {
    expect(parseQuery(query).sort).toEqual([]);
  });

  it('takes names in any case, and other names of a field', () => {
    expect(parseQuery('YEAR- time+').sort).toEqual([
      { field: 'year', descending: true },
      { field: 'time', descending: false },
    ]);
  });
});

describe('ranges', () => {
  it.each([
    ['bitrate:..320', { field: 'bitrate', from: null, to: 320 }],
    ['bitrate:128..', { field: 'bitrate', from: 128, to: null }],
    ['bitrate:..', { field: 'bitrate', from: null, to: null }],
    ['bitrate:=128', { field: 'bitrate', from: 128, to: 128 }],
    ['length:3:00..4:00', { field: 'length', from: 180, to: 240 }],
  ])('%s', (query, range) => {
    expect(parseQuery(query).rule).toEqual({ range });
  });
});

describe('states and fields', () => {
  it.each([
    ['is:MISSING', { state: 'missing' }],
    ['has:Mood', { has: 'mood' }],
    ['missing:Mood', { not: { has: 'mood' } }],
    ['-missing:mood', { not: { not: { has: 'mood' } } }],
    ['artist:ÉMILE', { contains: { field: 'artist', text: 'emile' } }],
    ['artist:=ÉMILE', { is: { field: 'artist', text: 'ÉMILE' } }],
  ])('%s', (query, rule) => {
    expect(parseQuery(query).rule).toEqual(rule);
  });
});

describe('a query of what is changed', () => {
  it.each([
    ['album:', 0],
    ['title:x missing:', 8],
    ['artist:""', 0],
    ['genre:=', 0],
    ['year:== , title:x', 0],
    ['-is:', 0],
    ['(a playlist:)', 3],
    ['like: x', 0],
    ['limit:', 0],
    ['x ""', 2],
  ])('is refused where a term asks for nothing: %s', (query, position) => {
    expect(() => requireFinished(query)).toThrow(expect.objectContaining({ position, query, code: 'BAD_QUERY' }));
    expect(() => parseQuery(query)).not.toThrow();
  });

  it.each(['', 'album:=""', 'missing:album', 'limit:5', 'random:7 year+', 'a , -b', 'genre:rock|', ': ='])(
    'is taken: %s',
    (query) => {
      expect(() => requireFinished(query)).not.toThrow();
    },
  );

  it('is refused as any other where it cannot be understood', () => {
    expect(() => requireFinished('year:old')).toThrow('is not a number');
  });
});
