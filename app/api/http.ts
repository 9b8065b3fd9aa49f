/**
 * The HTTP server, on 127.0.0.1: the app's files, the typed API, media and pictures. Every request needs
 * access (`access.ts`): programs have the token, the app has a cookie from its first visit.
 */
import { randomBytes } from 'node:crypto';
import { serve, type HttpBindings, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import type { LibraryService } from '../service/service.ts';
import { requireAccess } from './access.ts';
import { addArtRoutes } from './art.ts';
import { addExportRoutes } from './exported-file.ts';
import { addImportRecordRoutes } from './import-records.ts';
import { addMountedFileRoutes } from './mounted-file.ts';
import { addMediaRoutes } from './media.ts';
import { OneTimeCodes } from './one-time-codes.ts';
import { addProgramRoutes } from './program-apis.ts';
import { addProposedCoverRoutes } from './proposed-covers.ts';
import { appRouter } from './router.ts';
import { addSoundUploadRoutes } from './sound-uploads.ts';

/** Routes beside the typed API: each file adds its own. */
const PLAIN_ROUTES: readonly ((app: Hono, service: LibraryService) => void)[] = [
  addMediaRoutes,
  addArtRoutes,
  addProgramRoutes,
  addProposedCoverRoutes,
  addExportRoutes,
  addMountedFileRoutes,
  addImportRecordRoutes,
  addSoundUploadRoutes,
];

export interface HttpFace {
  readonly port: number;
  readonly token: string;
  /**
   * Address that opens the app: it carries the token. It is for the user's eyes; programs that pass an address on as
   * an argument ask for one with a one-time code (`POST /open`).
   */
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

  const codes = new OneTimeCodes();
  app.use(requireAccess({ token, codes, port: () => port }));
  app.post('/open', (context) => context.json({ url: `http://127.0.0.1:${port}/?code=${codes.issue()}` }));
  app.all('/trpc/*', (context) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: withoutInput(context.req.raw),
      router: appRouter,
      // Queries over many ids come as POST: their input is longer than an address may be.
      allowMethodOverride: true,
      createContext: () => ({ service, disconnect: () => (context.env as HttpBindings).outgoing.destroy() }),
    }),
  );
  for (const addRoutes of PLAIN_ROUTES) addRoutes(app, service);
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

/**
 * A call without input has an empty body, which tRPC reads as JSON and refuses before the call's own defaults are in
 * force.
 */
function withoutInput(request: Request): Request {
  const isEmpty = request.method === 'POST' && request.headers.get('Content-Length') === '0';
  return isEmpty ? Object.assign(new Request(request), { json: () => Promise.resolve(undefined) }) : request;
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(server));
    server.once('error', reject);
  });
}
