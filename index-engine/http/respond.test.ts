import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { httpListeners } from '../../tests/index-engine/http-listener.ts';
import { until } from '../../tests/index-engine/until.ts';
import type { IndexCollection } from '../collection/index-collection.ts';
import type { SearchOptions, SearchResult } from '../contract/fingerprint-index.ts';
import { ServerMetrics } from './metrics.ts';
import { respond } from './respond.ts';

const listen = httpListeners();
const MAX_BODY = 16 << 20;

/** A collection of one index, which is searched by `search`. */
function collectionOf(search: (signal: AbortSignal) => Promise<readonly SearchResult[]>): IndexCollection {
  const index = { search: (_query: Uint32Array, { signal }: SearchOptions) => search(signal!) };
  return { isReady: true, get: () => index } as unknown as IndexCollection;
}

/** A server of a collection; `ended` gets the response of the next request when its connection or itself has ended. */
async function serverOf(
  collection: IndexCollection,
): Promise<{ url: string; port: number; ended: Promise<ServerResponse>; failures: unknown[] }> {
  const { promise: ended, resolve } = Promise.withResolvers<ServerResponse>();
  const failures: unknown[] = [];
  const { url } = await listen((request, response) => {
    response.on('close', () => resolve(response));
    respond(collection, new ServerMetrics(), request, response).catch((error: unknown) => failures.push(error));
  });
  return { url, port: Number(new URL(url).port), ended, failures };
}

/** The content of a message, a character for each byte. */
async function read(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message) text += (chunk as Buffer).toString('latin1');
  return text;
}

/** Sends a body in pieces, without its length unless it is announced; returns status, connection header and content. */
async function post(
  url: string,
  pieces: readonly Uint8Array[],
  headers: Record<string, string | number> = {},
): Promise<{ status: number; connection: string | undefined; content: string }> {
  const request = httpRequest(url, { method: 'POST', headers });
  // The server may close the connection before it has everything.
  request.on('error', () => undefined);
  for (const piece of pieces) request.write(piece);
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode!, connection: response.headers.connection, content: await read(response) };
}

const results = async (): Promise<SearchResult[]> => [{ id: 7, score: 2 }];
/** A search whose body has this length. */
const bodyOf = (length: number): Buffer => Buffer.from(`{"query":[1],"x":"${' '.repeat(length - 20)}"}`);

describe('responding to a request', () => {
  it('answers with status, type, length and content', async () => {
    const { url } = await serverOf(collectionOf(results));
    const answer = await fetch(`${url}/main/_search?what=ever&then=?`, {
      method: 'POST',
      body: bodyOf(30),
      headers: { 'content-type': 'application/json' },
    });
    const content = await answer.text();
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-length'), content]).toEqual([
      200,
      'application/json',
      String(content.length),
      '{"results":[{"id":7,"score":2}]}',
    ]);
  });

  it('has the encoding of the answer follow Accept', async () => {
    const { url } = await serverOf(collectionOf(results));
    const answer = await fetch(`${url}/nowhere/1/2`, { headers: { accept: 'application/vnd.msgpack' } });
    expect([answer.status, Buffer.from(await answer.arrayBuffer()).toString('latin1')]).toEqual([
      404,
      '\x81\xa1e\xa8NotFound',
    ]);
  });

  it('announces the length of an answer to HEAD, without its content', async () => {
    const { url } = await serverOf(collectionOf(results));
    const answer = await fetch(`${url}/_health`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '3', '']);
  });

  it('takes bodies of up to 16 MiB, whether their length is announced or not', async () => {
    const { url } = await serverOf(collectionOf(results));
    const whole = bodyOf(MAX_BODY);
    expect(whole).toHaveLength(MAX_BODY);
    const more = Buffer.concat([whole, Buffer.from(' ')]);
    const type = { 'content-type': 'application/json' };
    const search = `${url}/main/_search`;
    const found = { status: 200, content: '{"results":[{"id":7,"score":2}]}' };
    expect(await post(search, [whole], { ...type, 'content-length': whole.length })).toMatchObject(found);
    expect(await post(search, [whole.subarray(0, 5), whole.subarray(5)], type)).toMatchObject(found);
    const refused = { status: 413, connection: 'close', content: '{"error":"BodyTooLarge"}' };
    expect(await post(search, [], { ...type, 'content-length': more.length })).toEqual(refused);
    expect(await post(search, [more.subarray(0, 5), more.subarray(5)], type)).toEqual(refused);
    const accept = 'application/vnd.msgpack';
    expect((await post(search, [], { ...type, accept, 'content-length': more.length })).content).toBe(
      '\x81\xa1e\xacBodyTooLarge',
    );
  });

  it('refuses a request of a web page before it reads the body', async () => {
    let searches = 0;
    const { url, port } = await serverOf(
      collectionOf(async () => {
        searches++;
        return [];
      }),
    );
    const search = `${url}/main/_search`;
    const refused = { status: 403, connection: 'close', content: '{"error":"Forbidden"}' };
    for (const origin of ['http://evil.example', 'null', url]) {
      // The announced body is never sent: an answer shows that the server does not wait for it.
      expect(await post(search, [], { origin, 'content-length': MAX_BODY }), origin).toEqual(refused);
    }
    const rebound = { host: `evil.example:${port}`, accept: 'application/vnd.msgpack', 'content-length': MAX_BODY };
    expect(await post(search, [], rebound)).toEqual({ ...refused, content: '\x81\xa1e\xa9Forbidden' });
    expect(searches).toBe(0);
  });

  it('answers programs, whatever name of this machine they use and with or without a content type', async () => {
    const { url, port } = await serverOf(collectionOf(results));
    const search = `${url}/main/_search`;
    for (const headers of [{}, { 'content-type': 'application/json' }, { host: `localhost:${port}` }]) {
      expect(await post(search, [Buffer.from('{"query":[1]}')], headers)).toMatchObject({ status: 200 });
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post(search, [Buffer.from('{"query":[1]}')], form)).toMatchObject({ status: 415 });
  });

  it('ends the search of a client that disconnects', async () => {
    const { promise: searching, resolve: begin } = Promise.withResolvers<AbortSignal>();
    const collection = collectionOf(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          begin(signal);
        }),
    );
    const { port, ended, failures } = await serverOf(collection);
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /main/_search HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n{"query":[1]}');
    const signal = await searching;
    expect(signal.aborted).toBe(false);
    socket.destroy();
    await ended;
    expect(signal.aborted).toBe(true);
    expect(failures).toEqual([]);
  });

  it('aborts nothing once it has answered', async () => {
    let used: AbortSignal | undefined;
    const { url, ended } = await serverOf(
      collectionOf(async (signal) => {
        used = signal;
        return [];
      }),
    );
    await post(`${url}/main/_search`, [Buffer.from('{"query":[1]}')]);
    await ended;
    expect(used!.aborted).toBe(false);
  });

  it('rejects when a client disconnects in the middle of its request', async () => {
    const { port, ended, failures } = await serverOf(collectionOf(results));
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /main/_search HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"query":[');
    socket.end();
    await ended;
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([{ code: 'ECONNRESET' }]);
  });

  it('rejects when an archive fails after its first bytes', async () => {
    const index = {
      pinFiles: async () => ({
        manifest: 'm',
        files: [{ path: '/proc/none', bytes: 5 }],
        release: () => undefined,
      }),
    };
    const { url, ended, failures } = await serverOf({ get: () => index } as unknown as IndexCollection);
    await expect(fetch(`${url}/main/_snapshot`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    await ended;
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([{ code: 'ENOENT' }]);
  });
});
