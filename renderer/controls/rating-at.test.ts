import { expect, it } from 'vitest';
import { ratingAt } from './rating-at.ts';

it('counts the half of a star that is pressed', () => {
  expect(ratingAt(0.05)).toBe(0.5);
  expect(ratingAt(0.1)).toBe(0.5);
  expect(ratingAt(0.11)).toBe(1);
  expect(ratingAt(0.65)).toBe(3.5);
  expect(ratingAt(0.99)).toBe(5);
});

it('stays between half a star and five at the edges', () => {
  expect(ratingAt(-0.2)).toBe(0.5);
  expect(ratingAt(0)).toBe(0.5);
  expect(ratingAt(1.2)).toBe(5);
});
