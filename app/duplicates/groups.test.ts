import { expect, it } from 'vitest';
import { groupsOf } from './groups.ts';

it('puts together what hangs together, over however many steps, and leaves the rest apart', () => {
  expect(
    groupsOf([
      [3, 9],
      [1, 2],
      [9, 4],
      [2, 1],
      [7, 4],
    ]),
  ).toEqual([
    [1, 2],
    [3, 4, 7, 9],
  ]);
  expect(groupsOf([])).toEqual([]);
  expect(groupsOf([[5, 5]])).toEqual([]);
});
