import { describe, expect, it } from 'vitest';
import { fold } from '../fold.ts';
import { ExpressionError } from './expression-mistake.ts';
import { checkedExpression, Expressions, literalsOf, MAX_SEARCHED } from './expression.ts';

const expressions = new Expressions();

describe('an expression of a query', () => {
  it.each([
    ['^č', 'Čas'],
    ['ΑΣ$', 'ας'],
    ['straße', 'STRASSE STRAẞE'],
    ['^s.*remaster(ed)?\\b', 'Song (Remastered)'],
    ['(19|20)\\d\\d', 'in 1999'],
    ['a\\sb', 'a\u3000b'],
    ['a[\\s,]b', 'a\u00a0b'],
    ['^\\S+$', 'Čas\u{1f600}'],
    ['^[\\S]$', '\u{1f600}'],
    ['\\u{1f600}', '\u{1f600}'],
    ['^\\ud83d\\ude00$', '\u{1f600}'],
    ['^.$', '\u{1f600}'],
    ['\\p{Script=Greek}', 'Ω'],
    ['^\\P{sc=Greek}$', 'x'],
    ['^\\p{gc=Nd}$', '7'],
    ['^\\p{Lu}$', 'x'],
    ['(?<name>a)b', 'AB'],
    ['^[(?=]$', '='],
    ['^[\\b]$', '\b'],
    ['^[^]$', '\n'],
    ['\\[\\s\\]', '[ ]'],
    ['a/b\\/c', 'a/b/c'],
    ['', 'anything'],
  ])('%s matches %s as in JavaScript', (pattern, text) => {
    expect(new RegExp(pattern, 'iu').test(text)).toBe(true);
    expect(expressions.match(checkedExpression(pattern), text)).toBe(true);
  });

  it.each([
    ['^c', 'Čas'],
    ['a\\sb', 'a\u200bb'],
    ['^\\S+$', 'a\ufeffb'],
    ['^[\\S]$', '\u2029'],
    ['[]', 'x'],
    ['^\\P{Script=Greek}$', 'Ω'],
    ['a$', 'a\n'],
    ['^b', 'a\nb'],
  ])('%s does not match %j, as in JavaScript', (pattern, text) => {
    expect(new RegExp(pattern, 'iu').test(text)).toBe(false);
    expect(expressions.match(checkedExpression(pattern), text)).toBe(false);
  });

  it('is answered in time proportional to the text, whatever it repeats', () => {
    const text = `${'a'.repeat(MAX_SEARCHED - 1)}!`;
    for (const pattern of ['^(a+)+$', '(a*)*b', '(a|a)*b$', '(.*)(.*)(.*)(.*)b']) {
      expect(expressions.match(checkedExpression(pattern), text)).toBe(false);
    }
  });

  it('searches the beginning of a very long value', () => {
    expect(expressions.match('b', `${'a'.repeat(MAX_SEARCHED - 1)}b`)).toBe(true);
    expect(expressions.match('b', `${'a'.repeat(MAX_SEARCHED)}b`)).toBe(false);
  });

  it('is compiled again after more others than are remembered', () => {
    for (let count = 0; count < 1100; count++) {
      expect(expressions.match(`^x{${count % 600}}$`, 'x')).toBe(count === 1 || count === 601);
    }
  });
});

describe('an expression that no query takes', () => {
  it.each([
    [String.raw`(a)\1`, String.raw`\1 at character 4 of the regular expression: it cannot refer back to a group`],
    [String.raw`(?<n>a)\k<n>`, String.raw`\k<n> at character 8 of the regular expression: it cannot refer back`],
    ['a(?!b)', '(?! at character 2 of the regular expression: it cannot look ahead or behind'],
    ['(?<=a)b', '(?<= at character 1 of the regular expression: it cannot look ahead or behind'],
    ['(?<!a)b', '(?<! at character 1 of the regular expression: it cannot look ahead or behind'],
    [String.raw`^\p{Letter}`, String.raw`\p{Letter} at character 2 of the regular expression is no kind of character`],
    [String.raw`[\P{sc=Grek}]`, String.raw`a category such as \p{L}, a script such as \p{Script=Greek}`],
    ['(?<año>a)', '(?<año> at character 1 of the regular expression: the name of a group has letters from a to z'],
    ['(?<a>x)|(?<a>y)', '(?<a> at character 9 of the regular expression: the name of a group'],
    ['a{1001}', 'the regular expression is too large: a repeat counts up to 1000'],
    ['(a{50}){50}', 'the regular expression is too large: a repeat counts up to 1000'],
    ['((a?){30}){30}', 'the regular expression is too large: a repeat counts up to 1000'],
  ])('%s', (pattern, message) => {
    expect(() => new RegExp(pattern, 'iu')).not.toThrow();
    expect(() => checkedExpression(pattern)).toThrow(message);
    expect(() => checkedExpression(pattern)).toThrow(ExpressionError);
  });

  it('is none, or is too long', () => {
    expect(() => checkedExpression('[')).toThrow(
      'the regular expression is wrong at character 1: this [ is never closed',
    );
    expect(() => checkedExpression('a++')).toThrow(
      'the regular expression is wrong at character 3: this + has nothing before it',
    );
    expect(checkedExpression('a'.repeat(200))).toBe('a'.repeat(200));
    expect(() => checkedExpression('a'.repeat(201))).toThrow('the regular expression is longer than 200 characters');
  });
});

describe('an expression that gives much choice', () => {
  it.each([
    '^(a+)+$',
    '^(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b',
    `^${'a?'.repeat(30)}b`,
    '^a*a*a*a*a*a*a*a*b',
    '^((a|a)|a){25}b',
    '^(?:a|(?:a|a)){25}b',
    '^(?<x>a+){9}b',
  ])('%s is answered in time on a short text, too', (pattern) => {
    expect(expressions.match(checkedExpression(pattern), 'a'.repeat(250) + '!')).toBe(false);
  });

  it('is the same on both sides of the length that is short', () => {
    for (const length of [254, 255, 256]) {
      expect(expressions.match('^a+b$', `${'a'.repeat(length)}b`)).toBe(true);
      expect(expressions.match('^a+b$', `${'a'.repeat(length)}c`)).toBe(false);
    }
  });
});

describe('the literals of an expression', () => {
  it.each([
    ['^Night', ['night']],
    ['(glass|Ember 2)', ['glass', 'ember 2']],
    ['^(a|b)$', ['a', 'b']],
    ['live$|demo', null],
    ['a|b', ['a', 'b']],
    ['a||b', null],
    ['(a|b', null],
    ['nights?', null],
    ['a.c', null],
    ['^$', null],
    ['é', null],
    ['\\d', null],
  ])('of %s are %j', (pattern, literals) => {
    expect(literalsOf(pattern)).toEqual(literals);
  });

  it('are in every text that matches, once it is folded', () => {
    const pieces = [
      'n',
      'N',
      'k',
      '\u212a',
      's',
      '\u017f',
      'i',
      'İ',
      'ı',
      'n\u0303',
      '\ufb01',
      'ß',
      ' ',
      '\u00a0',
      'x',
    ];
    let state = 5;
    const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    let matched = 0;
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)]).join('');
      const pattern = Array.from({ length: 1 + random(2) }, () => 'nksi fx'[random(7)]).join('');
      if (!expressions.match(pattern, text)) continue;
      matched++;
      expect(fold(text), JSON.stringify([pattern, text])).toContain(literalsOf(pattern)![0]);
    }
    expect(matched).toBeGreaterThan(1000);
  });
});
