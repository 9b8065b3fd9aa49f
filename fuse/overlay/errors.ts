/** Why an operation on the mount failed, as an error number of the kernel and a message. */
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
  | 'ENAMETOOLONG'
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

/** The positive error number that the program gets. Full disks keep theirs; any other unknown error is `EIO`. */
export function errorNumber(error: unknown): number {
  if (error instanceof OverlayError) return constants.errno[error.code];
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' ? constants.errno[code] : constants.errno.EIO;
}

/** The text of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
