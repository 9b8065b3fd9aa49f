/**
 * The map from the library's errors to those of the API. An error of the library has a `code` (`BAD_QUERY`,
 * `NOT_FOUND` …), which clients get as `reason`, with the path that it concerns.
 */
import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';

const STATUS: Readonly<Record<string, TRPC_ERROR_CODE_KEY>> = {
  BAD_QUERY: 'BAD_REQUEST',
  BAD_FIELD: 'BAD_REQUEST',
  INVALID_VALUE: 'BAD_REQUEST',
  BAD_PICTURE: 'BAD_REQUEST',
  BAD_TEMPLATE: 'BAD_REQUEST',
  BAD_SETTING: 'BAD_REQUEST',
  NOT_A_FOLDER: 'BAD_REQUEST',
  OVERLAPPING_FOLDER: 'CONFLICT',
  NOT_FOUND: 'NOT_FOUND',
  SCAN_RUNNING: 'CONFLICT',
  REBUILD_RUNNING: 'CONFLICT',
  BUSY: 'CONFLICT',
  DECODE_FAILED: 'UNPROCESSABLE_CONTENT',
  TOO_SHORT: 'UNPROCESSABLE_CONTENT',
};

/** What clients get beside the message. */
export interface ErrorDetail {
  readonly reason: string;
  readonly path: string | null;
}

/** The code and path of a thrown value. */
export function errorDetail(error: unknown): ErrorDetail {
  const { code, path } = (error ?? {}) as { code?: unknown; path?: unknown };
  return { reason: typeof code === 'string' ? code : 'INTERNAL', path: typeof path === 'string' ? path : null };
}

/** The API's error for an error of the library. */
export function toApiError(error: Error): TRPCError {
  if (error instanceof TRPCError) return error;
  return new TRPCError({
    code: STATUS[errorDetail(error).reason] ?? 'INTERNAL_SERVER_ERROR',
    message: error.message,
    cause: error,
  });
}
