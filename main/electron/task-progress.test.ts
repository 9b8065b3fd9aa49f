import { expect, it } from 'vitest';
import { taskProgress } from './task-progress.ts';

it('is a part, something that moves, or nothing', () => {
  expect([0, 0.25, 1].map(taskProgress)).toEqual([0, 0.25, 1]);
  expect(taskProgress('unknown')).toBe(2);
  for (const told of [null, undefined, -0.1, 1.01, Number.NaN, '0.5', {}]) expect(taskProgress(told)).toBe(-1);
});
