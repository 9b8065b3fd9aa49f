import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { EVERYTHING, QueryError } from './rule.ts';

const rule = (text: string): unknown => parseQuery(text).rule;

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
    ['added:-1w..', { range: { field: 'added', from: '-1w', to: null } }],
    ['added:2024-05', { range: { field: 'added', from: '2024-05', to: '2024-05' } }],
    ['added:2024-05-01T12:30..', { range: { field: 'added', from: '2024-05-01T12:30', to: null } }],
    ['artist:=~Hall', { is: { field: 'artist', text: 'Hall' } }],
    ['artist:"=Hall"', { contains: { field: 'artist', text: '=hall' } }],
    ['genre:=Folk|"A|B"', { any: [{ is: { field: 'genre', text: 'Folk' } }, { is: { field: 'genre', text: 'A|B' } }] }],
    ['genre:=Folk|""', { any: [{ is: { field: 'genre', text: 'Folk' } }, { is: { field: 'genre', text: '' } }] }],
    ['genre:==""|Folk', { any: [{ is: { field: 'genre', text: '' } }, { spelled: { field: 'genre', text: 'Folk' } }] }],
    ['genre:=Folk|', { is: { field: 'genre', text: 'Folk' } }],
    ['genre:Folk|""', { contains: { field: 'genre', text: 'folk' } }],
    ['genre:=Folk|', { is: { field: 'genre', text: 'Folk' } }],
    ['id:5|7', { any: [5, 7].map((id) => ({ range: { field: 'id', from: id, to: id } })) }],
    ['genre::a|b', { matches: { field: 'genre', text: 'a|b' } }],
    ['/music/rock', { contains: { field: 'path', text: '/music/rock' } }],
    ['"/music"', { words: '/music' }],
    ['/', { words: '/' }],
    ['like:12', { like: 12 }],
    ['playlist:Road', { playlist: 'Road' }],
    ['-playlist:"Trips/Road 2"', { not: { playlist: 'Trips/Road 2' } }],
    ['playlist:" Road "', { playlist: 'Road' }],
    ['playlist:', EVERYTHING],
    ['"my field":=x', { is: { field: 'my field', text: 'x' } }],
    ['(a genre:b) c', { all: [{ words: 'a c' }, { contains: { field: 'genre', text: 'b' } }] }],
    ['a , (b , c)', { any: [{ words: 'a' }, { words: 'b' }, { words: 'c' }] }],
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

  it('looks at the usual fields for a sign without a field', () => {
    const usual = ['title', 'artist', 'album', 'albumartist', 'genre'];
    expect(rule('=Air')).toEqual({ any: usual.map((field) => ({ is: { field, text: 'Air' } })) });
    expect(rule(':^the')).toEqual({ any: usual.map((field) => ({ matches: { field, text: '^the' } })) });
    expect(rule('=')).toEqual({ words: '=' });
  });

  it('takes a limit and a random order out of the query', () => {
    expect(parseQuery('folk limit:50 random:7')).toEqual({ rule: { words: 'folk' }, sort: [], limit: 50, seed: 7 });
    expect(parseQuery('limit: random:')).toEqual({ rule: EVERYTHING, sort: [], limit: null, seed: null });
    expect(parseQuery('random:0 random:4294967295').seed).toBe(4_294_967_295);
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
