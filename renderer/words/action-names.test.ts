import { expect, it } from 'vitest';
import { actionName, choiceName, parameterName } from './action-names.ts';

it('names actions as people read them, and leaves others their own name', () => {
  expect(actionName('from-path')).toBe('Tags from file names');
  expect(actionName('turn-round')).toBe('Turn round');
  expect(parameterName('find')).toBe('Find');
  expect(choiceName('find-also', [])).toBe('Find also');
});

it('names languages, and ways to write capitals as they write', () => {
  const ways = ['title', 'sentence', 'lower', 'upper'];
  expect(ways.map((way) => choiceName(way, ways))).toEqual(['Title Case', 'Sentence case', 'lower case', 'UPPER CASE']);
  expect(choiceName('title', ['artist', 'title'])).toBe('Title');
  expect(choiceName('fr', ['en', 'fr'])).toBe('French');
});
