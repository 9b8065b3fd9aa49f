import { expect, it } from 'vitest';
import { actionName, choiceName, parameterName } from './action-names.ts';

it('names actions as people read them, and leaves others their own name', () => {
  expect(actionName('from-path')).toBe('Tags from file names');
  expect(actionName('turn-round')).toBe('Turn round');
  expect(parameterName('find')).toBe('Find');
  expect(choiceName('find-also')).toBe('Find also');
});
