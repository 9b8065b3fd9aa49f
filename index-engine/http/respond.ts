/**
 * One request over the network: refuses requests of web pages, reads the body up to a maximum size, has the request
 * answered, sends the response. A client that disconnects ends its search.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IndexCollection } from '../collection/index-collection.ts';
import { answer, refuse } from './answer.ts';
import type { ServerMetrics } from './metrics.ts';
import { isFromWebPage } from './request-guard.ts';
import type { ApiResponse } from './routes.ts';

const MAX_BODY_BYTES = 16 << 20;

/** Rejects when the request or the response cannot be completed; its connection has then ended. */
export async function respond(
  collection: IndexCollection,
  metrics: ServerMetrics,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { accept, 'content-type': contentType } = request.headers;
  if (isFromWebPage(request.headers, request.socket.localAddress)) return refuseUnread(response, accept, 'Forbidden');
  const body = await readBody(request);
  if (body === undefined) return refuseUnread(response, accept, 'BodyTooLarge');
  const disconnected = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) disconnected.abort();
  });
  const path = request.url!.split('?', 1)[0]!;
  const { signal } = disconnected;
  await send(
    response,
    await answer(collection, metrics, { method: request.method!, path, contentType, accept, body, signal }),
  );
}

/** Refuses a request whose body is not read to its end: the connection ends with the response. */
async function refuseUnread(
  response: ServerResponse,
  accept: string | undefined,
  code: 'BodyTooLarge' | 'Forbidden',
): Promise<void> {
  response.shouldKeepAlive = false;
  await send(response, refuse(accept, code));
}

async function send(response: ServerResponse, { status, contentType, body }: ApiResponse): Promise<void> {
  if (body instanceof Uint8Array) {
    response.writeHead(status, ['content-type', contentType, 'content-length', String(body.length)]);
    response.end(body);
  } else {
    response.writeHead(status, ['content-type', contentType]);
    await pipeline(Readable.from(body), response);
  }
}

/**
 * The body of a request, or undefined when it is too large. Reads it by events: an async iterator would cost as much as
 * all the rest of a small request.
 */
function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length']) > MAX_BODY_BYTES) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take).pause();
      resolve(undefined);
    };
    request.on('data', take);
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length)));
    request.on('error', reject);
  });
}
