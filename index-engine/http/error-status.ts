/**
 * The HTTP status of each error code.
 */

import type { IndexErrorCode } from '../contract/index-error.ts';

const STATUS: Partial<Record<IndexErrorCode, number>> = {
  BadRequest: 400,
  InvalidIndexName: 400,
  InvalidFingerprintId: 400,
  Forbidden: 403,
  NotFound: 404,
  IndexNotFound: 404,
  FingerprintNotFound: 404,
  VersionMismatch: 409,
  IndexAlreadyExists: 409,
  BodyTooLarge: 413,
  UnsupportedMediaType: 415,
  IndexNotReady: 503,
  SearchTimeout: 503,
};

export function errorStatus(code: IndexErrorCode): number {
  return STATUS[code] ?? 500;
}
