import { expect, it } from 'vitest';
import { languagesOf } from './languages.ts';

const FOUND = ['A', 'B', 'A'];
const LANGUAGES = ['deu', 'fra', 'XXX'];

it.each([
  ['values that the original has keep theirs', FOUND, LANGUAGES],
  ['in any order, and without some', ['B', 'A'], ['fra', 'deu']],
  ['the same value twice in its order', ['A', 'A', 'A'], ['deu', 'XXX', 'eng']],
  ['another value takes that of its place', ['A', 'C', 'A'], ['deu', 'fra', 'XXX']],
  ['unless the value of that place stands elsewhere', ['B', 'C'], ['fra', 'eng']],
  ['values beyond the places are English', ['A', 'B', 'A', 'C'], [...LANGUAGES, 'eng']],
  ['no values have none', [], []],
])('languages: %s', (_what, values, languages) => {
  expect(languagesOf(values, FOUND, LANGUAGES)).toEqual(languages);
});

it('new values take the language that all have', () => {
  expect(languagesOf(['C', 'D'], ['A'], ['deu'])).toEqual(['deu', 'deu']);
  expect(languagesOf(['C', 'A'], ['A'], ['deu'])).toEqual(['deu', 'deu']);
  expect(languagesOf(['C'], ['A'], [])).toEqual(['eng']);
  expect(languagesOf(['C'], [], [])).toEqual(['eng']);
});
