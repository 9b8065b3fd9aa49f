import { expect, it } from 'vitest';
import { documentOfSubmitted, submittedOf } from './index-ids.ts';

it('tells documents of submitted fingerprints from those of files', () => {
  expect([1, 2 ** 31 - 1].map(submittedOf)).toEqual([null, null]);
  expect(submittedOf(documentOfSubmitted(7))).toBe(7);
  expect(documentOfSubmitted(1)).toBeLessThanOrEqual(2 ** 32 - 1);
});
