/**
 * The HTTP server, on 127.0.0.1: the app's files, the typed API, media and pictures. Every request needs the token;
 * the first visit has it in its address and gets it as a cookie.
 */
import { randomBytes } from 'node:crypto';
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { LibraryService } from '../service/service.ts';
import { sendStoredPicture, sendTrackPicture } from './art.ts';
import { CONTENT_SECURITY_POLICY, cookieName, isOwnHost, isOwnOrigin, sameToken, tokenOf } from './guard.ts';
import { sendMedia } from './media.ts';
import { appRouter } from './router.ts';

export interface HttpFace {
  readonly port: number;
  readonly token: string;
  /** Address that opens the app: it carries the token, which becomes a cookie. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param options.port 0 for any free port
 * @param options.renderer folder of the built app, or null to serve the API alone
 */
export async function openHttpFace(
  service: LibraryService,
  options: { port: number; renderer: string | null },
): Promise<HttpFace> {
  const token = randomBytes(32).toString('base64url');
  let port = options.port;
  const app = new Hono();

  app.use(async (context, next) => {
    if (!isOwnHost(context.req.header('Host'), port)) return context.text('unknown host', 403);
    if (!isOwnOrigin(context.req.header('Origin'), port)) {
      return context.text('requests from other sites are not answered', 403);
    }
    const offered = context.req.query('token');
    if (context.req.path === '/' && offered !== undefined && sameToken(offered, token)) {
      setCookie(context, cookieName(port), token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      return context.redirect('/', 303);
    }
    const held = tokenOf(context.req.header('Authorization'), getCookie(context, cookieName(port)));
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
  });
  app.all('/trpc/*', (context) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: context.req.raw,
      router: appRouter,
      createContext: () => ({ service }),
    }),
  );
  app.get('/media/:id', async (context) => {
    const media = await service.read.media({ id: Number(context.req.param('id')) });
    return media ? sendMedia(context, media) : context.text('there is no such track', 404);
  });
  app.get('/art/track/:id', (context) => sendTrackPicture(context, service, Number(context.req.param('id'))));
  app.get('/art/:hash', (context) => sendStoredPicture(context, service, context.req.param('hash')));
  if (options.renderer !== null) {
    app.use('*', serveStatic({ root: options.renderer }));
    // Every page of the app has an address of its own.
    app.get('*', serveStatic({ root: options.renderer, path: 'index.html' }));
  }

  const server = await listen(app, options.port);
  const address = server.address();
  if (address && typeof address === 'object') port = address.port;
  return {
    port,
    token,
    url: `http://127.0.0.1:${port}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(server));
    server.once('error', reject);
  });
}
