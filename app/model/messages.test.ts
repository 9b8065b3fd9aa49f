import { expect, it } from 'vitest';
import { inEnglish, said } from './messages.ts';

it('fills what a sentence names, as it is', () => {
  expect(inEnglish(said('query-number', { text: '$& {{field}}', field: 'year' }))).toBe(
    '"$& {{field}}" is not a number that year: understands',
  );
  expect(inEnglish(said('query-quote'))).toBe('this quotation mark is never closed');
});
