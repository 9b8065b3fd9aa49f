/**
 * Errors of the system that say nothing about a file: its disk failed, it is on its way, it may not be opened. What is
 * known of the file holds, and the next scan tries again.
 */
import { statSync } from 'node:fs';
import { inWords } from '../model/system-errors.ts';

/** A file could not be read this time. */
export class UnreadableFileError extends Error {
  /** The error code of the system, such as EIO; null for a file that changed while it was read. */
  readonly code: string | null;
  constructor(cause: NodeJS.ErrnoException | string) {
    super(typeof cause === 'string' ? cause : inWords(`it cannot be read: ${cause.message}`));
    this.name = 'UnreadableFileError';
    this.code = typeof cause === 'string' ? null : (cause.code ?? null);
  }
}

/** Whether an error comes from a call of the system, rather than from what a file holds. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Whether the system says that there is nothing at a path. */
export function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT' || error.code === 'ENOTDIR';
}

/** Whether there is something at a path, as far as the system says. */
export function existsAt(path: Buffer): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    return !isGone(error as NodeJS.ErrnoException);
  }
}
