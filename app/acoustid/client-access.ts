/**
 * Which clients are answered. On one's own machine any key will do, as programs have keys of the public service; where
 * settings name keys, only these. Of pages of other sites nobody knows the owner: without such keys they may ask, and
 * submit nothing.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { invalidKey, invalidUserKey, missingParameter, notAllowed, type AcoustidError } from './acoustid-error.ts';
import type { RequestValues } from './request-values.ts';

/** The settings about clients. */
export interface AccessSettings {
  /** Keys of programs; empty for any. */
  readonly 'serve.clients': readonly string[];
  /** Keys of persons who submit; empty for any. */
  readonly 'serve.users': readonly string[];
  /** Requests per second of one client; 0 for any number. */
  readonly 'serve.rate': number;
}

/** The key of the program. @throws AcoustidError */
export function clientOf(values: RequestValues, { 'serve.clients': known }: AccessSettings): string {
  return keyOf(values, 'client', known, invalidKey);
}

/**
 * The key of the person who submits.
 * @param isWebPage whether a page of another site asks
 * @throws AcoustidError
 */
export function userOf(values: RequestValues, settings: AccessSettings, isWebPage: boolean): string {
  if (isWebPage && settings['serve.clients'].length === 0) {
    throw notAllowed('web pages submit only where the setting serve.clients names keys');
  }
  return keyOf(values, 'user', settings['serve.users'], invalidUserKey);
}

function keyOf(values: RequestValues, name: string, known: readonly string[], invalid: () => AcoustidError): string {
  const key = values.text(name);
  if (key === null) throw missingParameter(name);
  if (known.length > 0 && !known.some((one) => isSame(one, key))) throw invalid();
  return key;
}

/** Compares in constant time. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
