import { expect, it } from 'vitest';
import { errorStatus } from './error-status.ts';

it('has a status for each error', () => {
  const codes = {
    400: ['BadRequest', 'InvalidIndexName', 'InvalidFingerprintId'],
    403: ['Forbidden'],
    404: ['NotFound', 'IndexNotFound', 'FingerprintNotFound'],
    409: ['VersionMismatch', 'IndexAlreadyExists'],
    413: ['BodyTooLarge'],
    415: ['UnsupportedMediaType'],
    503: ['IndexNotReady', 'SearchTimeout'],
    500: ['CorruptFile', 'WriteFailed', 'WorkerLost', 'Closed', 'Internal', 'IndexLocked', 'Unreachable'],
  } as const;
  for (const [status, list] of Object.entries(codes)) {
    for (const code of list) expect(errorStatus(code), code).toBe(Number(status));
  }
});
