/**
 * Every expected failure of an index is an `IndexError` with a stable `code`; other errors are bugs.
 * The HTTP server maps codes to statuses; worker threads send errors to each other by code, message and path.
 */

export type IndexErrorCode =
  | 'BadRequest'
  | 'InvalidIndexName'
  | 'InvalidFingerprintId'
  | 'IndexNotFound'
  | 'FingerprintNotFound'
  /** No such route. */
  | 'NotFound'
  /** The request may come from a web page. */
  | 'Forbidden'
  | 'BodyTooLarge'
  | 'VersionMismatch'
  | 'IndexAlreadyExists'
  | 'UnsupportedMediaType'
  | 'IndexNotReady'
  | 'SearchTimeout'
  /** Another process, or another part of this one, has the index open. */
  | 'IndexLocked'
  /** The bytes of a file are not what was written; `path` names the file. */
  | 'CorruptFile'
  /** The disk refused a write (full, read-only, broken); nothing of the batch was kept. */
  | 'WriteFailed'
  /** The worker thread ended; the index must be opened again. */
  | 'WorkerLost'
  | 'Closed'
  /** A remote index did not answer, or not in this protocol. */
  | 'Unreachable'
  | 'Internal';

export class IndexError extends Error {
  readonly code: IndexErrorCode;
  /** The file that the failure concerns, if it concerns one. */
  readonly path: string | undefined;

  constructor(code: IndexErrorCode, message: string, options: { path?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'IndexError';
    this.code = code;
    this.path = options.path;
  }
}

/** The error of every call after `close`. */
export function indexClosed(): IndexError {
  return new IndexError('Closed', 'The index is closed.');
}

/** The error of a file whose bytes are not what was written. `what`: what is wrong, as a clause about "it". */
export function corruptFile(path: string, what: string): IndexError {
  return new IndexError('CorruptFile', `${path} is damaged: ${what}. Restore it from a backup or rebuild the index.`, {
    path,
  });
}

/** The error of a write that the system refused with `cause`. */
export function writeFailed(path: string, cause: unknown): IndexError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const reason =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'the disk is full: make room and try again'
      : String(cause instanceof Error ? cause.message : cause);
  return new IndexError('WriteFailed', `${path} could not be written: ${reason}.`, { path, cause });
}
