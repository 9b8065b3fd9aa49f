/** Why an operation on the mount failed, in the words of the kernel. */
import { constants } from 'node:os';

export type ErrorName =
  | 'ENOENT'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'EISDIR'
  | 'EEXIST'
  | 'EIO'
  | 'EROFS'
  | 'EPERM'
  | 'EBADF'
  | 'EINVAL'
  | 'ESTALE'
  | 'ENOSPC'
  | 'EDQUOT';

export class OverlayError extends Error {
  readonly code: ErrorName;

  constructor(code: ErrorName, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OverlayError';
    this.code = code;
  }
}

/** The positive error number for a program. A full disk is one; whatever else is not an `OverlayError` is an I/O error. */
export function errorNumber(error: unknown): number {
  if (error instanceof OverlayError) return constants.errno[error.code];
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' ? constants.errno[code] : constants.errno.EIO;
}
