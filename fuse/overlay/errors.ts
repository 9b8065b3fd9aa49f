/** Why an operation on the mount failed, in the words of the kernel. */
import { constants } from 'node:os';

export type ErrorName = 'ENOENT' | 'ENOTDIR' | 'EISDIR' | 'EIO' | 'EROFS' | 'EBADF' | 'EINVAL' | 'ESTALE';

export class OverlayError extends Error {
  readonly code: ErrorName;

  constructor(code: ErrorName, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OverlayError';
    this.code = code;
  }
}

/** The positive error number for a program; whatever is not an `OverlayError` is an I/O error. */
export function errorNumber(error: unknown): number {
  const code = error instanceof OverlayError ? error.code : 'EIO';
  return constants.errno[code];
}
