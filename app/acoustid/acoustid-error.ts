/**
 * The errors of AcoustID's web API, version 2: the code and the HTTP status of each. Clients decide by the code; the
 * message is for people.
 */

const STATUS: Readonly<Record<number, number>> = { 5: 500, 12: 403, 13: 503, 14: 429, 18: 404, 19: 413 };

export class AcoustidError extends Error {
  /** As AcoustID numbers them. */
  readonly code: number;
  /** Of the HTTP answer. */
  readonly status: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'AcoustidError';
    this.code = code;
    this.status = STATUS[code] ?? 400;
  }
}

export const unknownFormat = (name: string): AcoustidError => new AcoustidError(1, `unknown format "${name}"`);
export const missingParameter = (name: string): AcoustidError =>
  new AcoustidError(2, `missing required parameter "${name}"`);
export const invalidFingerprint = (): AcoustidError => new AcoustidError(3, 'invalid fingerprint');
export const invalidKey = (): AcoustidError => new AcoustidError(4, 'invalid API key');
export const internalError = (): AcoustidError => new AcoustidError(5, 'internal error');
export const invalidUserKey = (): AcoustidError => new AcoustidError(6, 'invalid user API key');
export const invalidUuid = (name: string): AcoustidError =>
  new AcoustidError(7, `parameter "${name}" is not a valid UUID`);
export const invalidDuration = (name: string): AcoustidError =>
  new AcoustidError(8, `parameter "${name}" must be a positive integer`);
export const invalidBitrate = (name: string): AcoustidError =>
  new AcoustidError(9, `parameter "${name}" must be a positive integer`);
export const invalidForeignId = (name: string): AcoustidError =>
  new AcoustidError(10, `parameter "${name}" is not a valid foreign ID, which is vendor:id`);
export const invalidDurationDifference = (name: string, most: number): AcoustidError =>
  new AcoustidError(11, `parameter "${name}" must be between 1 and ${most}`);
export const notAllowed = (why: string): AcoustidError => new AcoustidError(12, `not allowed: ${why}`);
export const unavailable = (): AcoustidError => new AcoustidError(13, 'service currently unavailable');
export const tooManyRequests = (rate: number): AcoustidError =>
  new AcoustidError(14, `rate limit (${rate} requests per second) exceeded, try again later`);
export const fingerprintNotFound = (): AcoustidError => new AcoustidError(18, 'fingerprint not found');
export const tooLarge = (): AcoustidError => new AcoustidError(19, 'request too large');
