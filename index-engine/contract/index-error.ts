/**
 * Everything that can go wrong with an index on purpose: an `IndexError` with a stable `code`.
 * The HTTP face maps codes to statuses; the worker sends them across threads by code and message.
 */

export type IndexErrorCode =
  | 'BadRequest'
  | 'InvalidIndexName'
  | 'InvalidFingerprintId'
  | 'IndexNotFound'
  | 'FingerprintNotFound'
  /** No such route. */
  | 'NotFound'
  | 'BodyTooLarge'
  | 'VersionMismatch'
  | 'IndexAlreadyExists'
  | 'UnsupportedMediaType'
  | 'IndexNotReady'
  | 'SearchTimeout'
  /** Another process has the index open. */
  | 'IndexLocked'
  /** A file does not say what was written to it; `path` names it. */
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
  /** The file at fault, when there is one. */
  readonly path: string | undefined;

  constructor(code: IndexErrorCode, message: string, options: { path?: string; cause?: unknown } = {}) {
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

/** The error of a file whose bytes are not what was written. */
export function corruptFile(path: string, what: string): IndexError {
  return new IndexError('CorruptFile', `${path} is damaged: ${what}. Restore it from a backup or rebuild the index.`, {
    path,
  });
}
