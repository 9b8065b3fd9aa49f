/** The access rules of `guard.ts` as middleware of the HTTP server, and the headers of every answer. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import {
  bearerOf,
  CONTENT_SECURITY_POLICY,
  cookieName,
  isOwnHost,
  isOwnOrigin,
  sameToken,
  sessionOf,
} from './guard.ts';
import type { OneTimeCodes } from './one-time-codes.ts';

/** What gives access to the server. */
export interface Access {
  /** Of programs, and of the address that is printed for the user. */
  readonly token: string;
  /** Of addresses that are opened by another program. */
  readonly codes: OneTimeCodes;
  /** The port of the server, known once it listens. */
  readonly port: () => number;
}

/**
 * Answers requests of other sites and requests without access itself, with 403 and 401. The first visit has a one-time
 * code or the token in its address and gets a cookie for it.
 */
export function requireAccess(access: Access): MiddlewareHandler {
  return async (context, next) => {
    const port = access.port();
    if (!isOwnHost(context.req.header('Host'), port)) return refusal(context, 'unknown host', 403);
    if (!isOwnOrigin(context.req.header('Origin'), port)) {
      return refusal(context, 'requests from other sites are not answered', 403);
    }
    const session = sessionOf(access.token, port);
    if (isAdmitted(context, access)) {
      setCookie(context, cookieName(port), session, { httpOnly: true, sameSite: 'Strict', path: '/' });
      return context.redirect('/', 303);
    }
    const bearer = bearerOf(context.req.header('Authorization'));
    const cookie = getCookie(context, cookieName(port));
    const allowed =
      bearer === null ? cookie !== undefined && sameToken(cookie, session) : sameToken(bearer, access.token);
    if (!allowed) {
      return refusal(
        context,
        'Open Descant by its own address: start it with `npm start`, or ask `npx descant status` for the address.',
        401,
      );
    }
    await next();
    context.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
  };
}

/** Whether the request is a first visit, with a valid code or the token in its address. */
function isAdmitted({ req }: Context, { token, codes }: Access): boolean {
  if (req.path !== '/') return false;
  const [offered, code] = [req.query('token'), req.query('code')];
  return (code !== undefined && codes.redeem(code)) || (offered !== undefined && sameToken(offered, token));
}

/** An answer after which the connection ends: the body of a request that is refused is not read. */
function refusal(context: Context, message: string, status: 401 | 403): Response {
  return context.text(message, status, { Connection: 'close' });
}
