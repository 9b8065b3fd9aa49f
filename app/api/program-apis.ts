/**
 * APIs of other services that a library offers to programs: AcoustID's, and that of the fingerprint index. They have no
 * token: they listen only where `descant serve --api` is asked for, on 127.0.0.1 unless it names another address.
 *
 * The listener is in the service's process, or in another one beside it, which passes requests on to the service's own
 * server (`forwardTo`). There they are routes under `/programs`, with the token.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { answerReadOnly, isFromWebPage, type IndexErrorCode, type SearchedIndex } from '../../index-engine/index.ts';
import { refuseRequest } from '../acoustid/acoustid.ts';
import { tooLarge as requestTooLarge, unavailable } from '../acoustid/acoustid-error.ts';
import { MOST_BODY_BYTES as MOST_FORM_BYTES } from '../acoustid/request-form.ts';

export const PROGRAM_APIS = ['acoustid', 'index'] as const;
export type ProgramApi = (typeof PROGRAM_APIS)[number];

/** Answers a request to one of the APIs. @param isWebPage whether a page of another site asks */
export type AnswerProgram = (api: ProgramApi, request: Request, isWebPage: boolean) => Promise<Response>;

/** What the APIs ask of the service. */
export interface ProgramSource {
  readonly acoustid: { answer(request: Request, isWebPage: boolean): Promise<Response> };
  readonly fingerprints: SearchedIndex;
}

export interface ProgramApis {
  readonly port: number;
  close(): Promise<void>;
}

/** The name of the library's index in addresses, as `main` on servers of acoustid-index. */
export const INDEX_NAME = 'main';
const MOST_BODY_BYTES: Readonly<Record<ProgramApi, number>> = { acoustid: MOST_FORM_BYTES, index: 16 << 20 };
const WEB_PAGE_HEADER = 'x-descant-web-page';
const ROUTES = '/programs';

/** Answers by the service of this process. */
export function answersOf({ acoustid, fingerprints }: ProgramSource): AnswerProgram {
  return async (api, request, isWebPage) => {
    if (api === 'acoustid') return acoustid.answer(request, isWebPage);
    return isWebPage ? indexError('Forbidden', 403) : answerIndex(fingerprints, request);
  };
}

/** Adds the routes through which a process beside the service has requests answered. */
export function addProgramRoutes(app: Hono, source: ProgramSource): void {
  const answer = answersOf(source);
  for (const api of PROGRAM_APIS) {
    app.all(`${ROUTES}/${api}/*`, (context) => {
      const { raw } = context.req;
      const url = new URL(raw.url);
      url.pathname = url.pathname.slice(`${ROUTES}/${api}`.length);
      return answer(api, readdressed(raw, url), raw.headers.has(WEB_PAGE_HEADER));
    });
  }
}

/**
 * Answers by a service in another process.
 * @param owner address and token of the service, looked up for each request: it may have been started again
 */
export function forwardTo(owner: () => { readonly port: number; readonly token: string } | null): AnswerProgram {
  return async (api, request, isWebPage) => {
    const body = await bodyOf(request, MOST_BODY_BYTES[api]);
    if (body === null) return tooLarge(api, request);
    const service = owner();
    if (service === null) return away(api, request);
    const { pathname, search } = new URL(request.url);
    const headers = new Headers({ Authorization: `Bearer ${service.token}` });
    for (const name of ['content-type', 'content-encoding', 'accept']) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    if (isWebPage) headers.set(WEB_PAGE_HEADER, '1');
    const { method, signal } = request;
    const url = `http://127.0.0.1:${service.port}${ROUTES}/${api}${pathname}${search}`;
    return fetch(url, { method, headers, signal, ...(body.length === 0 ? {} : { body }) }).catch(() =>
      away(api, request),
    );
  };
}

/** Another program listens where the APIs should. */
export class PortTakenError extends Error {
  readonly code = 'PORT_TAKEN';
  constructor(host: string, port: number) {
    super(`another program listens at port ${port} of ${host} already; choose another port with --port`);
    this.name = 'PortTakenError';
  }
}

/** Listens for requests to the APIs. @throws PortTakenError, and the system's errors */
export async function openProgramApis(
  answer: AnswerProgram,
  { apis, host, port }: { readonly apis: readonly ProgramApi[]; readonly host: string; readonly port: number },
): Promise<ProgramApis> {
  const listener = getRequestListener(
    async (request, env) => {
      const api = apiOf(new URL(request.url).pathname, apis);
      if (api === null) return new Response('there is no such address\n', { status: 404 });
      const { incoming } = env as { incoming: IncomingMessage };
      return answer(api, request, isFromWebPage(incoming.headers, incoming.socket.localAddress));
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(host, port) : error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Which of the APIs an address belongs to; null for none. */
function apiOf(path: string, apis: readonly ProgramApi[]): ProgramApi | null {
  const api = path.startsWith('/v2/') ? 'acoustid' : 'index';
  return apis.includes(api) ? api : null;
}

/** The service of the library has ended. */
function away(api: ProgramApi, request: Request): Response {
  return api === 'acoustid' ? refuseRequest(request, unavailable()) : indexError('IndexNotReady', 503);
}

function tooLarge(api: ProgramApi, request: Request): Response {
  return api === 'acoustid' ? refuseRequest(request, requestTooLarge()) : indexError('BodyTooLarge', 413);
}

function indexError(error: IndexErrorCode, status: number): Response {
  return Response.json({ error }, { status, headers: status === 413 ? { Connection: 'close' } : {} });
}

async function answerIndex(index: SearchedIndex, request: Request): Promise<Response> {
  const body = await bodyOf(request, MOST_BODY_BYTES.index);
  if (body === null) return tooLarge('index', request);
  const answer = await answerReadOnly(index, INDEX_NAME, {
    method: request.method,
    path: new URL(request.url).pathname,
    contentType: request.headers.get('content-type') ?? undefined,
    accept: request.headers.get('accept') ?? undefined,
    body,
    signal: request.signal,
  });
  return new Response(Uint8Array.from(answer.body), {
    status: answer.status,
    headers: { 'Content-Type': answer.contentType },
  });
}

/** Null for a body of more than `most` bytes. */
async function bodyOf(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readdressed(request: Request, url: URL): Request {
  const { method, headers, body, signal } = request;
  return new Request(url, {
    method,
    headers,
    signal,
    ...(body === null ? {} : { body, duplex: 'half' }),
  } as RequestInit);
}
