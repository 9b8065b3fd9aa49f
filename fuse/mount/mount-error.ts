/** Why the library could not be mounted; every message says what to do about it. */

export type MountErrorCode =
  /** The machine has no FUSE: `/dev/fuse` is missing or may not be opened. */
  | 'NO_FUSE_DEVICE'
  /** The helper program that mounts for ordinary users is missing. */
  | 'NO_FUSERMOUNT'
  /** No backend can be loaded on this machine. */
  | 'NO_BACKEND'
  | 'NOT_A_DIRECTORY'
  | 'NOT_EMPTY'
  /** The mount would lie inside a folder of originals, and a scan would read its own output. */
  | 'INSIDE_LIBRARY'
  | 'ALREADY_MOUNTED'
  | 'BUSY'
  /** The machine does not let this user open a mount to others. */
  | 'NOT_ALLOWED'
  | 'LIBRARY_UNREADABLE'
  | 'BAD_TEMPLATE'
  | 'MOUNT_FAILED';

export class MountError extends Error {
  readonly code: MountErrorCode;

  constructor(code: MountErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MountError';
    this.code = code;
  }
}
