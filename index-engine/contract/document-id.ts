/**
 * Which numbers are document ids: whole numbers from 1 to 2³² − 1.
 */

import { IndexError } from './index-error.ts';

export const MAX_U32 = 0xffffffff;

export function isDocumentId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= MAX_U32;
}

/** The error for an id that is not one; `id` as the caller gave it. */
export function invalidDocumentId(id: number | string): IndexError {
  return new IndexError(
    'InvalidFingerprintId',
    `${id} is not a fingerprint id: ids are whole numbers from 1 to ${MAX_U32}.`,
  );
}
