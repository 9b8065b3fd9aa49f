import { expect, it } from 'vitest';
import { distance } from './typing-distance.ts';

it.each([
  ['road', 'road', 0],
  ['raod', 'road', 1],
  ['rod', 'road', 1],
  ['roads', 'road', 1],
  ['read', 'road', 1],
  ['', 'road', 4],
  ['daor', 'road', 3],
])('the distance of %j and %j is %i, in both directions', (a, b, far) => {
  expect(distance(a, b)).toBe(far);
  expect(distance(b, a)).toBe(far);
});
