import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { EVERYTHING, QueryError } from './rule.ts';

const rule = (text: string): unknown => parseQuery(text, Date.UTC(2024, 0, 15)).rule;

describe('reading queries', () => {
  it('takes free words together, wherever they stand', () => {
    expect(rule('ember artist:hall quartet')).toEqual({
      all: [{ words: 'ember quartet' }, { contains: { field: 'artist', text: 'hall' } }],
    });
  });

  it.each([
    ['artist:"juniper hall"', { contains: { field: 'artist', text: 'juniper hall' } }],
    ['title:="the ""big"" one"', { is: { field: 'title', text: 'the "big" one' } }],
    ['artist:=Hall', { is: { field: 'artist', text: 'Hall' } }],
    ['artist:==Hall', { spelled: { field: 'artist', text: 'Hall' } }],
    ['artist:==', EVERYTHING],
    ['artist:==""', { is: { field: 'artist', text: '' } }],
    ['title::^the', { matches: { field: 'title', text: '^the' } }],
    ['year:1990..1999', { range: { field: 'year', from: 1990, to: 1999 } }],
    ['year:2008', { range: { field: 'year', from: 2008, to: 2008 } }],
    ['length:..4:30', { range: { field: 'length', from: null, to: 270 } }],
    ['added:-1w..', { range: { field: 'added', from: Date.UTC(2024, 0, 8), to: null } }],
    ['-genre:rock', { not: { contains: { field: 'genre', text: 'rock' } } }],
    ['^loud', { not: { words: 'loud' } }],
    ['missing:genre', { not: { has: 'genre' } }],
    ['is:edited', { state: 'edited' }],
    ['a , b', { any: [{ words: 'a' }, { words: 'b' }] }],
    ['(a , b) c', { all: [{ words: 'c' }, { any: [{ words: 'a' }, { words: 'b' }] }] }],
    [
      '-(year:1990 , year:1991)',
      {
        not: {
          any: [{ range: { field: 'year', from: 1990, to: 1990 } }, { range: { field: 'year', from: 1991, to: 1991 } }],
        },
      },
    ],
    ['mood:calm', { contains: { field: 'mood', text: 'calm' } }],
  ])('reads %s', (text, expected) => {
    expect(rule(text)).toEqual(expected);
  });

  it('keeps asking for everything while a field is only begun', () => {
    expect(rule('artist:')).toEqual(EVERYTHING);
    expect(rule('')).toEqual(EVERYTHING);
  });

  it('takes sorting out of the query', () => {
    expect(parseQuery('folk year- artist+').sort).toEqual([
      { field: 'year', descending: true },
      { field: 'artist', descending: false },
    ]);
    expect(rule('folk year-')).toEqual({ words: 'folk' });
  });

  it.each(['year:old', 'is:loud', '"open', '(a', 'a)', 'title::['])('says what is wrong with %s', (text) => {
    expect(() => parseQuery(text)).toThrow(QueryError);
  });

  it('never throws anything but its own error, whatever is typed', () => {
    let seed = 7;
    const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
    const parts = [
      '(',
      ')',
      '"',
      ',',
      ' ',
      '-',
      '^',
      ':',
      '=',
      '..',
      'year',
      'title',
      'a',
      '1990',
      '::',
      '[',
      'is:',
      '\u0000',
      'é',
      '*',
    ];
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: random(12) }, () => parts[random(parts.length)]).join('');
      try {
        parseQuery(text);
      } catch (error) {
        expect(error, JSON.stringify(text)).toBeInstanceOf(QueryError);
      }
    }
  });
});
