/**
 * The map from the library's errors to those of the API. An error of the library has a `code` (`BAD_QUERY`,
 * `NOT_FOUND` …), which clients get as `reason`, with the path that it concerns.
 */
import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { refusedParts, refusedPartsSaid, z } from '../model/schema.ts';
import { inWords, saidBySystem } from '../model/system-errors.ts';
import type { Said } from '../model/messages.ts';

const STATUS: Readonly<Record<string, TRPC_ERROR_CODE_KEY>> = {
  BAD_QUERY: 'BAD_REQUEST',
  BAD_FIELD: 'BAD_REQUEST',
  INVALID_VALUE: 'BAD_REQUEST',
  BAD_PICTURE: 'BAD_REQUEST',
  PICTURE_TOO_LARGE: 'BAD_REQUEST',
  BAD_TEMPLATE: 'BAD_REQUEST',
  BAD_SETTING: 'BAD_REQUEST',
  BAD_ACTION: 'BAD_REQUEST',
  UNKNOWN_CHECK: 'BAD_REQUEST',
  NO_FIX: 'BAD_REQUEST',
  GUESSES: 'CONFLICT',
  STALE_PREVIEW: 'CONFLICT',
  NOT_A_FOLDER: 'BAD_REQUEST',
  BAD_NAME: 'BAD_REQUEST',
  BAD_PLAYLIST_FILE: 'BAD_REQUEST',
  BAD_PLACE: 'BAD_REQUEST',
  NOT_BY_HAND: 'BAD_REQUEST',
  NO_RULE: 'BAD_REQUEST',
  BAD_SPLIT: 'BAD_REQUEST',
  NAME_TAKEN: 'CONFLICT',
  OVERLAPPING_FOLDER: 'CONFLICT',
  COMPACTED: 'CONFLICT',
  NOT_FOUND: 'NOT_FOUND',
  SCAN_RUNNING: 'CONFLICT',
  VERIFY_RUNNING: 'CONFLICT',
  REBUILD_RUNNING: 'CONFLICT',
  BACKUP_RUNNING: 'CONFLICT',
  IMPORT_RUNNING: 'CONFLICT',
  COPY_RUNNING: 'CONFLICT',
  DUMPS_RUNNING: 'CONFLICT',
  UNKNOWN_DUMP: 'BAD_REQUEST',
  EXPORT_RUNNING: 'CONFLICT',
  IDENTIFICATION_RUNNING: 'CONFLICT',
  NOTHING_TO_REPEAT: 'CONFLICT',
  SURVEY_CANCELLED: 'CONFLICT',
  NOTHING_TO_PAUSE: 'CONFLICT',
  NO_SOURCE: 'CONFLICT',
  NO_KEY: 'CONFLICT',
  NO_PLAYER: 'CONFLICT',
  BUSY: 'CONFLICT',
  DECODE_FAILED: 'UNPROCESSABLE_CONTENT',
  TOO_SHORT: 'UNPROCESSABLE_CONTENT',
  SILENT: 'UNPROCESSABLE_CONTENT',
  UNIFORM: 'UNPROCESSABLE_CONTENT',
  NOT_ANALYSED: 'CONFLICT',
  FILE_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FOREIGN_INDEX: 'CONFLICT',
};

/** What clients get beside the message. */
export interface ErrorDetail {
  readonly reason: string;
  readonly path: string | null;
  /** Where in a query the mistake is, in characters from 0; null for other errors. */
  readonly position: number | null;
  /** The query with the mistake; null for other errors. */
  readonly query: string | null;
  /** The sentence for pages, which have it in their own language; null where it is English alone. */
  readonly said: Said | null;
}

/**
 * The code and path of a thrown value; of an error of the API those of its cause, or the API's own code for a mistake
 * in the request.
 */
export function errorDetail(error: unknown): ErrorDetail {
  const { code, path, position, query, said } = (error instanceof TRPCError ? (error.cause ?? {}) : (error ?? {})) as {
    code?: unknown;
    path?: unknown;
    position?: unknown;
    query?: unknown;
    said?: unknown;
  };
  const ofRequest = error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR' ? error.code : 'INTERNAL';
  return {
    reason: typeof code === 'string' ? code : ofRequest,
    path: typeof path === 'string' ? path : null,
    position: typeof position === 'number' ? position : null,
    query: typeof query === 'string' ? query : null,
    said: saidOf(error, said),
  };
}

function saidOf(error: unknown, said: unknown): Said | null {
  if (typeof said === 'object') return said as Said | null;
  const cause: unknown = error instanceof TRPCError ? error.cause : error;
  return cause instanceof z.ZodError ? refusedPartsSaid(cause) : saidBySystem(messageIn(error));
}

function messageIn(error: unknown): string {
  const cause: unknown = error instanceof TRPCError ? error.cause : error;
  return cause instanceof Error ? cause.message : '';
}

/** What clients are told: the message, or for an input that was refused what is wrong with each part, on one line. */
export function messageOf(error: TRPCError): string {
  const { cause } = error;
  if (!(cause instanceof z.ZodError)) return inWords(error.message);
  return refusedParts(cause);
}

/** The API's error for an error of the library. */
export function toApiError(error: Error): TRPCError {
  if (error instanceof TRPCError) return error;
  return new TRPCError({
    code: STATUS[errorDetail(error).reason] ?? 'INTERNAL_SERVER_ERROR',
    message: inWords(error.message),
    cause: error,
  });
}
