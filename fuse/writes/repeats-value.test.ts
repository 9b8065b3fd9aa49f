import { describe, expect, it } from 'vitest';
import { repeatsValue } from './repeats-value.ts';

const LONG = 'abcdefghijklmnopqrstuvwxyz0123456789';

describe('a text', () => {
  const repeats = (weaker: string, ...stronger: string[]): boolean => repeatsValue('title', [weaker], stronger);

  it('repeats the same text, whatever its line ends and last blanks', () => {
    expect(repeats('A', 'A')).toBe(true);
    expect(repeats('A', 'B')).toBe(false);
    expect(repeats('A', 'AB')).toBe(false);
    expect(repeats('AB', 'A')).toBe(false);
    expect(repeats('a\r\nb', 'a\nb  ')).toBe(true);
  });

  it.each([28, 30])('repeats one that was cut after %i characters', (length) => {
    expect(repeats(LONG.slice(0, length), LONG)).toBe(true);
    expect(repeats(LONG.slice(0, length - 1), LONG)).toBe(false);
    expect(repeats(`x${LONG.slice(1, length)}`, LONG)).toBe(false);
    const blanks = `${LONG.slice(0, length - 2)}  ${LONG}`;
    expect(repeats(LONG.slice(0, length - 2), blanks)).toBe(true);
  });

  it('repeats one that was cut after 250 characters', () => {
    expect(repeats('x'.repeat(250), 'x'.repeat(300))).toBe(true);
    expect(repeats('x'.repeat(249), 'x'.repeat(300))).toBe(false);
  });

  it('repeats one with other characters in the place of those beyond ASCII', () => {
    for (const weaker of ['B?c ?', 'B_c ?', 'B c _', 'Bc']) expect(repeats(weaker, 'Bčc 夜')).toBe(true);
    expect(repeats('B\rc', 'Bčc')).toBe(true);
    expect(repeats('?', '🎵')).toBe(true);
    expect(repeats('??', '🎵')).toBe(true);
    expect(repeats('Bxc', 'Bčc')).toBe(false);
    expect(repeats('Abc', '夜想曲')).toBe(false);
    expect(repeats('B?c', 'Bzc')).toBe(false);
    expect(repeats('Bj?rk', 'Björk')).toBe(true);
    expect(repeats('Bjvrk', 'Björk')).toBe(true);
    expect(repeats('Bjork', 'Björk')).toBe(false);
    expect(repeats(Buffer.from('Ænima 夜').toString('latin1'), 'Ænima 夜')).toBe(true);
  });

  it.each(['A; B', 'A;B', 'A, B', 'A/B', 'A / B', 'A\\\\B', 'A & B', 'A\0B', 'A', 'B'])(
    '%j repeats A and B',
    (text) => {
      expect(repeats(text, 'A', 'B')).toBe(true);
      expect(repeats(text, 'A', 'C')).toBe(text === 'A');
    },
  );

  it('of several values repeats where each does', () => {
    expect(repeatsValue('artist', ['A', 'B'], ['A; B'])).toBe(true);
    expect(repeatsValue('artist', ['A', 'A'], ['A'])).toBe(true);
    expect(repeatsValue('artist', ['A', 'B'], ['A'])).toBe(false);
    expect(repeatsValue('artist', ['A', 'B'], ['A', 'B'])).toBe(true);
  });
});

it.each(['tracknumber', 'totaltracks', 'discnumber'])('a number repeats the same number in %s', (field) => {
  expect(repeatsValue(field, ['3'], ['03'])).toBe(true);
  expect(repeatsValue(field, ['03'], ['3'])).toBe(true);
  expect(repeatsValue(field, ['3'], ['4'])).toBe(false);
  expect(repeatsValue(field, ['A1'], ['A1'])).toBe(true);
  expect(repeatsValue(field, ['A1'], ['A2'])).toBe(false);
});

it('a year repeats a date of that year', () => {
  expect(repeatsValue('date', ['2004'], ['2004-05-06'])).toBe(true);
  expect(repeatsValue('date', ['2005'], ['2004-05-06'])).toBe(false);
  expect(repeatsValue('date', ['2004-05-06'], ['2004'])).toBe(false);
  expect(repeatsValue('title', ['2004'], ['2004-05-06'])).toBe(false);
});

it('a genre repeats one in other case, and Other one that has no number', () => {
  expect(repeatsValue('genre', ['Hip-Hop'], ['hip-hop'])).toBe(true);
  expect(repeatsValue('genre', ['Rock'], ['Polka', 'rock'])).toBe(true);
  expect(repeatsValue('genre', ['Rock'], ['Jazz'])).toBe(false);
  expect(repeatsValue('genre', ['Other'], ['Zeuhl'])).toBe(true);
  expect(repeatsValue('genre', ['Other'], ['Zeuhl', 'rock'])).toBe(false);
  expect(repeatsValue('genre', ['Other'], ['Blues'])).toBe(false);
  expect(repeatsValue('genre', ['Other'], ['Psybient'])).toBe(false);
  expect(repeatsValue('title', ['other'], ['OTHER'])).toBe(false);
});
