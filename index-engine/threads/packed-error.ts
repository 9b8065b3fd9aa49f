/**
 * The form in which errors cross threads: structured cloning would lose their class and code.
 */

import { IndexError } from '../contract/index-error.ts';
import type { IndexErrorCode } from '../contract/index-error.ts';

export interface PackedError {
  readonly code: IndexErrorCode;
  readonly message: string;
  readonly path: string | undefined;
}

export function packError(error: unknown): PackedError {
  if (error instanceof IndexError) return { code: error.code, message: error.message, path: error.path };
  return {
    code: 'Internal',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    path: undefined,
  };
}

export function unpackError({ code, message, path }: PackedError): IndexError {
  return new IndexError(code, message, { path });
}
