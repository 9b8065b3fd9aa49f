/** The access rules of `guard.ts` as middleware of the HTTP server, and the headers of every answer. */
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { CONTENT_SECURITY_POLICY, cookieName, isOwnHost, isOwnOrigin, sameToken, tokenOf } from './guard.ts';

/**
 * Answers requests of other sites and requests without the token itself, with 403 and 401. The first visit has the
 * token in its address and gets it as a cookie.
 * @param port the port of the server, known once it listens
 */
export function requireAccess(token: string, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    if (!isOwnHost(context.req.header('Host'), port())) return context.text('unknown host', 403);
    if (!isOwnOrigin(context.req.header('Origin'), port())) {
      return context.text('requests from other sites are not answered', 403);
    }
    const offered = context.req.query('token');
    if (context.req.path === '/' && offered !== undefined && sameToken(offered, token)) {
      setCookie(context, cookieName(port()), token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      return context.redirect('/', 303);
    }
    const held = tokenOf(context.req.header('Authorization'), getCookie(context, cookieName(port())));
    if (held === null || !sameToken(held, token)) {
      return context.text(
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
