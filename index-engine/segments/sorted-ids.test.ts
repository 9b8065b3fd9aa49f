import { expect, it } from 'vitest';
import { lowerBound } from './sorted-ids.ts';

it('counts the smaller ids of an ascending list', () => {
  for (const ids of [[], [5], [1, 5, 5, 9], [2, 4, 6, 8, 10, 0xffffffff]]) {
    const list = Uint32Array.from(ids);
    for (const id of [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 0xfffffffe, 0xffffffff]) {
      expect(lowerBound(list, id), `${id} in ${String(ids)}`).toBe(ids.filter((other) => other < id).length);
    }
  }
});
