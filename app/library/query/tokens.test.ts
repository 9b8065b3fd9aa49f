import { describe, expect, it } from 'vitest';
import { QueryError } from './rule.ts';
import { tokenize, type Token as WholeToken } from './tokens.ts';

/** Where tokens end is told by a test of its own. */
type Token = Omit<WholeToken, 'end'>;
const tokensOf = (query: string): Token[] => tokenize(query).map(({ end: _end, ...token }) => token);

/** A term: what is left out is as in a plain word. */
function term(text: string, position: number, rest: Partial<Token> = {}): Token {
  const { negated = false, field = null, quoted = false } = rest;
  const valueAt = position + Number(negated) + (field === null ? 0 : field.length + 1);
  const bare = quoted ? 0 : text.length;
  return { kind: 'term', negated, field, text, quoted, bare, bars: [], empties: [], position, valueAt, ...rest };
}

function sign(kind: Token['kind'], text: string, position: number, negated = false): Token {
  return term(text, position, { kind, negated });
}

describe('tokens', () => {
  it.each<[string, Token[]]>([
    ['', []],
    ['  \t ', []],
    ['a b', [term('a', 0), term('b', 2)]],
    ['-a ^b', [term('a', 0, { negated: true }), term('b', 3, { negated: true })]],
    ['- a', [term('-', 0), term('a', 2)]],
    ['a -', [term('a', 0), term('-', 2)]],
    ['^', [term('^', 0)]],
    ['a-b a^b', [term('a-b', 0), term('a^b', 4)]],
    ['Artist:x', [term('x', 0, { field: 'artist' })]],
    ['my_field2:x', [term('x', 0, { field: 'my_field2' })]],
    ['größe:x', [term('x', 0, { field: 'größe' })]],
    ['_x:y', [term('y', 0, { field: '_x' })]],
    ['2x:y', [term('2x:y', 0)]],
    ['artist: x', [term('', 0, { field: 'artist' }), term('x', 8)]],
    ['title::x', [term(':x', 0, { field: 'title' })]],
    ['-artist:x', [term('x', 0, { field: 'artist', negated: true })]],
    ['"a b" c', [term('a b', 0, { quoted: true }), term('c', 6)]],
    ['a"b c"d', [term('ab cd', 0, { quoted: true, bare: 1 })]],
    ['"a ""b"" c"', [term('a "b" c', 0, { quoted: true })]],
    ['""', [term('', 0, { quoted: true, empties: [0] })]],
    ['a|""', [term('a|', 0, { quoted: true, bare: 2, bars: [1], empties: [2] })]],
    ['title:="a b"', [term('=a b', 0, { field: 'title', quoted: true, bare: 1 })]],
    ['title:"=a"', [term('=a', 0, { field: 'title', quoted: true })]],
    ['"My field":x', [term('x', 0, { field: 'my field', valueAt: 11 })]],
    ['"a "" b":"x:y"', [term('x:y', 0, { field: 'a " b', quoted: true, valueAt: 9 })]],
    ['"":x', [term(':x', 0, { quoted: true, empties: [0] })]],
    ['a|b|"c|d"', [term('a|b|c|d', 0, { quoted: true, bare: 4, bars: [1, 3] })]],
    ['a(b)c', [term('a(b)c', 0)]],
    ['a((b))', [term('a((b))', 0)]],
  ])('of %s', (query, tokens) => {
    expect(tokensOf(query)).toEqual(tokens);
  });

  it('parentheses open and close groups, also right beside words', () => {
    expect(tokensOf('(a) -(b)')).toEqual([
      sign('open', '(', 0),
      term('a', 1),
      sign('close', ')', 2),
      sign('open', '(', 4, true),
      term('b', 6),
      sign('close', ')', 7),
    ]);
  });

  it('a comma that stands alone separates alternatives; others belong to their word', () => {
    const or = sign('or', ',', 2);
    expect(tokensOf('a , b')).toEqual([term('a', 0), or, term('b', 4)]);
    expect(tokensOf('a ,')).toEqual([term('a', 0), or]);
    expect(tokensOf('a,b')).toEqual([term('a,b', 0)]);
    expect(tokensOf('a ,b')).toEqual([term('a', 0), term(',b', 2)]);
    expect(tokensOf('a -, b')).toEqual([term('a', 0), term(',', 2, { negated: true }), term('b', 5)]);
  });

  it.each([
    ['"open', 0],
    ['a "open', 2],
    ['"a"" b', 0],
    ['x:"open', 2],
  ])('says where the quotation mark of %s is that is never closed', (query, position) => {
    let thrown: unknown;
    try {
      tokenize(query);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(QueryError);
    expect(thrown).toMatchObject({ position, message: 'this quotation mark is never closed' });
  });

  it('end behind their last character, quotes and all', () => {
    const query = ' -a:"x ""y" (bc) , :d"e" ';
    expect(
      tokenize(query).map(({ position, valueAt, end }) => query.slice(position, end) + query.slice(valueAt, end)),
    ).toEqual(['-a:"x ""y""x ""y"', '((', 'bcbc', '))', ',,', ':d"e":d"e"']);
  });
});
