/** Why dumps cannot be added, or asked. */

export type DumpErrorCode =
  /** There is no such file or folder, or it cannot be read. */
  | 'NOT_FOUND'
  /** The name tells of no list that is read. */
  | 'UNKNOWN_DUMP'
  /** Broken or cut: what is before the damage is read. */
  | 'DAMAGED_DUMP'
  /** The program `xz` is not there. */
  | 'NO_XZ'
  | 'NO_ROOM'
  /** What was read of dumps before. */
  | 'STORE_DAMAGED'
  | 'DUMPS_RUNNING'
  | 'CANCELLED';

export class DumpError extends Error {
  readonly code: DumpErrorCode;
  readonly path: string | undefined;
  constructor(code: DumpErrorCode, message: string, path?: string) {
    super(message);
    this.name = 'DumpError';
    this.code = code;
    this.path = path;
  }
}
