import { expect, it } from 'vitest';
import { letterOf } from './letters.ts';

it('names columns by letters as far as they reach, then by numbers', () => {
  expect([0, 1, 25, 26].map(letterOf)).toEqual(['A', 'B', 'Z', '27']);
});
