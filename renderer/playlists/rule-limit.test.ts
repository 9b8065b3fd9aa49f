import { expect, it } from 'vitest';
import { limitOf } from './rule-limit.ts';

it('a limit is a number above zero, with a point or a comma; of tracks a whole one', () => {
  expect(limitOf('25', 'tracks')).toEqual({ count: 25, unit: 'tracks' });
  expect(limitOf(' 90,5 ', 'minutes')).toEqual({ count: 90.5, unit: 'minutes' });
  expect(limitOf('2.7', 'tracks')).toEqual({ count: 2, unit: 'tracks' });
  for (const text of ['', '0', '-1', 'all', '0.5', '1e10']) expect(limitOf(text, 'tracks')).toBeNull();
});
