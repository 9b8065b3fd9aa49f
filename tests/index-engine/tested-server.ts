/**
 * A server of indexes on a port of this machine for the tests of one file, and requests to it in both encodings.
 */

import { connect } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { decodeMsgpack } from '../../index-engine/http/msgpack-decode.ts';
import { encodeMsgpack } from '../../index-engine/http/msgpack-encode.ts';
import type { MsgpackInput } from '../../index-engine/http/msgpack-encode.ts';
import { startServer } from '../../index-engine/http/server.ts';
import type { IndexServer } from '../../index-engine/http/server.ts';
import { temporaryPaths } from './temporary-directory.ts';

export const JSON_TYPE = 'application/json';
export const MSGPACK_TYPE = 'application/vnd.msgpack';

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  /** Decoded by its type; undefined without a body. */
  readonly body: unknown;
}

/** An object of MessagePack. */
export const map = (object: Record<string, unknown>): Map<string, unknown> => new Map(Object.entries(object));
export const ok = (body: unknown): Partial<Answer> => ({ status: 200, body });

export interface TestedServer {
  readonly port: number;
  readonly url: string;
  send(method: string, path: string, body?: Uint8Array | string, headers?: Record<string, string>): Promise<Answer>;
  json(method: string, path: string, body?: unknown): Promise<Answer>;
  msgpack(method: string, path: string, body?: MsgpackInput): Promise<Answer>;
  /** The server's answer to bytes that no client library would send. */
  raw(request: string): Promise<string>;
}

/** Starts a server before the tests of the calling file and closes it after them. */
export function testedServer(): TestedServer {
  const newPath = temporaryPaths();
  let server: IndexServer;
  beforeAll(async () => {
    server = await startServer({ directory: newPath(), host: '127.0.0.1', port: 0 });
  });
  afterAll(() => server.close());
  const url = (): string => `http://127.0.0.1:${server.port}`;
  return {
    get port() {
      return server.port;
    },
    get url() {
      return url();
    },
    send: (method, path, body, headers = {}) => send(url() + path, method, body, headers),
    json: (method, path, body) =>
      body === undefined
        ? send(url() + path, method, undefined, {})
        : send(url() + path, method, JSON.stringify(body), { 'content-type': JSON_TYPE }),
    msgpack: (method, path, body) =>
      send(url() + path, method, body === undefined ? undefined : encodeMsgpack(body), {
        accept: MSGPACK_TYPE,
        ...(body === undefined ? {} : { 'content-type': MSGPACK_TYPE }),
      }),
    raw: (request) => raw(server.port, request),
  };
}

async function send(
  url: string,
  method: string,
  body: Uint8Array | string | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> | string }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: bytes.length === 0 ? undefined : decoded(type, bytes) };
}

function decoded(type: string | null, bytes: Uint8Array): unknown {
  if (type === MSGPACK_TYPE) return decodeMsgpack(bytes);
  const text = Buffer.from(bytes).toString();
  return type === JSON_TYPE ? (JSON.parse(text) as unknown) : text;
}

function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    // The server may close before it has read everything.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
    );
    socket.write(request, 'latin1');
  });
}
