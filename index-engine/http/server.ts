/**
 * The HTTP server of a collection of indexes: reads requests up to a maximum size, has them answered, sends the responses.
 * The owner of a server closes it; requests that were received are answered first.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IndexError } from '../contract/index-error.ts';
import { IndexCollection } from '../collection/index-collection.ts';
import type { OpenOptions } from '../threads/engine-protocol.ts';
import { ServerMetrics } from './metrics.ts';
import { answer, refuse } from './answer.ts';
import type { ApiResponse } from './routes.ts';

const MAX_BODY_BYTES = 16 << 20;
/** Time for pending requests when the server closes. */
const CLOSE_MILLISECONDS = 5000;

export interface ServeOptions {
  /** Holds a folder for each index. */
  readonly directory: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Options of every index. */
  readonly index?: OpenOptions;
  /** Called with failures that no request reports. */
  readonly onProblem?: (index: string, error: IndexError) => void;
}

export interface IndexServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a server. Rejects when the directory is open elsewhere or the port is taken. */
export async function startServer(options: ServeOptions): Promise<IndexServer> {
  const collection = new IndexCollection(options.directory, options.index ?? {}, (name, error) =>
    options.onProblem?.(name, error),
  );
  const metrics = new ServerMetrics();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    respond(collection, metrics, request, response).catch(() => response.destroy());
  });
  try {
    server.listen(options.port, options.host);
    await once(server, 'listening');
  } catch (error) {
    await collection.close();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      // Clients that never finish their request must not block the end.
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MILLISECONDS);
      await closed;
      clearTimeout(timer);
      await collection.close();
    },
  };
}

async function respond(
  collection: IndexCollection,
  metrics: ServerMetrics,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { accept, 'content-type': contentType } = request.headers;
  const body = await readBody(request);
  if (body === undefined) {
    // The rest of the body is not read: the connection ends with the response.
    response.setHeader('connection', 'close');
    await send(
      request,
      response,
      refuse(accept, new IndexError('BodyTooLarge', `A body has at most ${MAX_BODY_BYTES} bytes.`)),
    );
    return;
  }
  const disconnected = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) disconnected.abort();
  });
  const path = request.url!.split('?', 1)[0]!;
  await send(
    request,
    response,
    await answer(collection, metrics, {
      method: request.method!,
      path,
      contentType,
      accept,
      body,
      signal: disconnected.signal,
    }),
  );
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body }: ApiResponse,
): Promise<void> {
  response.statusCode = status;
  response.setHeader('content-type', contentType);
  if (body instanceof Uint8Array) {
    response.setHeader('content-length', body.length);
    response.end(request.method === 'HEAD' ? undefined : body);
  } else {
    await pipeline(Readable.from(body), response);
  }
}

/** The body of a request, or undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
}
