/**
 * Decides which requests the service answers: pure checks of Host, Origin and token. The service listens on 127.0.0.1
 * only, but any web page in the user's browser can send requests there.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the session cookie; ports do not separate cookies, so the port is part of it. */
export function cookieName(port: number): string {
  return `descant-${port}`;
}

/** Compares in constant time, independent of the lengths. */
export function sameToken(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Only names of this machine: a page that rebinds its DNS name to 127.0.0.1 sends that name as Host. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Browsers send the Origin of the page; programs send none. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return origin === undefined || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

/**
 * The value of the session cookie. Browsers send the cookies of one port to servers on all other ports of the machine:
 * so it is not the token, does not work as one, and is worth nothing at another port.
 */
export function sessionOf(token: string, port: number): string {
  return createHmac('sha256', token).update(`session at port ${port}`).digest('base64url');
}

/** The token that a program sends as `Authorization: Bearer`; null without one. */
export function bearerOf(authorization: string | undefined): string | null {
  return authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : null;
}

/** The pages of the app may load only their own files. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
