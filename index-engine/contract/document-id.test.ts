import { expect, it } from 'vitest';
import { invalidDocumentId, isDocumentId } from './document-id.ts';

it('takes whole numbers from 1 to 2^32 - 1 as document ids', () => {
  expect([1, 2, 2 ** 31, 2 ** 32 - 1].map(isDocumentId)).toEqual([true, true, true, true]);
  expect([0, -1, 0.5, 1.5, 2 ** 32, Number.NaN, Infinity].map(isDocumentId)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

it('says which ids there are when it refuses one', () => {
  expect(invalidDocumentId('x')).toMatchObject({
    code: 'InvalidFingerprintId',
    message: 'x is not a fingerprint id: ids are whole numbers from 1 to 4294967295.',
  });
});
