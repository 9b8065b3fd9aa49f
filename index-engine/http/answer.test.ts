/** Encodings, unknown routes and wrong requests. */

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { JSON_TYPE, MSGPACK_TYPE, map, ok, testedServer } from '../../tests/index-engine/tested-server.ts';
import type { IndexCollection } from '../collection/index-collection.ts';
import type { SearchOptions } from '../contract/fingerprint-index.ts';
import { IndexError } from '../contract/index-error.ts';
import { answer, refuse } from './answer.ts';
import type { ApiRequest } from './answer.ts';
import { ServerMetrics } from './metrics.ts';
import { encodeMsgpack } from './msgpack-encode.ts';

const tested = testedServer();
const { send, json, msgpack, raw } = tested;

/** The answer of a collection, of which only a part is there, as status, type and text (a character for each byte). */
async function answerOf(
  collection: object,
  request: Partial<ApiRequest>,
  metrics = new ServerMetrics(),
): Promise<[status: number, contentType: string, body: string]> {
  const { status, contentType, body } = await answer(collection as IndexCollection, metrics, {
    method: 'GET',
    path: '/',
    contentType: undefined,
    accept: undefined,
    body: new Uint8Array(),
    signal: new AbortController().signal,
    ...request,
  });
  return [status, contentType, Buffer.from(body as Uint8Array).toString('latin1')];
}

const failing = (error: Error): object => ({
  get: () => {
    throw error;
  },
});

describe('the answers of the server', () => {
  it('chooses the encoding by Content-Type and Accept', async () => {
    await json('PUT', '/enc');
    const search = JSON.stringify({ query: [1] });
    expect(
      await send('POST', '/enc/_search', search, { 'content-type': 'Application/JSON; charset=utf-8' }),
    ).toMatchObject({ status: 200, type: JSON_TYPE });
    expect(
      await send('POST', '/enc/_search', search, {
        'content-type': JSON_TYPE,
        accept: `text/html, ${MSGPACK_TYPE};q=0.9`,
      }),
    ).toMatchObject({ type: MSGPACK_TYPE });
    expect(
      await send('POST', '/enc/_search', encodeMsgpack({ q: [1] }), { 'content-type': MSGPACK_TYPE }),
    ).toMatchObject({ status: 200, type: MSGPACK_TYPE });
    expect(
      await send('POST', '/enc/_search', encodeMsgpack({ q: [1] }), {
        'content-type': MSGPACK_TYPE,
        accept: JSON_TYPE,
      }),
    ).toMatchObject({ status: 200, type: JSON_TYPE });
    for (const type of ['text/plain', 'application/xml', 'x']) {
      expect(await send('POST', '/enc/_search', search, { 'content-type': type })).toMatchObject({
        status: 415,
        body: { error: 'UnsupportedMediaType' },
      });
    }
    // Without a Content-Type the first byte decides.
    expect(
      await raw(
        `POST /enc/_search HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${search.length}\r\n\r\n${search}`,
      ),
    ).toContain('{"results":[]}');
    const packed = Buffer.from(encodeMsgpack({ q: [1] })).toString('latin1');
    expect(
      await raw(
        `POST /enc/_search HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${packed.length}\r\n\r\n${packed}`,
      ),
    ).toContain('\x81\xa1r\x90');
  });

  it('has no other routes, methods and names', async () => {
    await json('PUT', '/main');
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/_unknown'],
      ['POST', '/_health'],
      ['POST', '/main'],
      ['GET', '/main/_search'],
      ['POST', '/main/_unknown'],
      ['PATCH', '/main/1'],
      ['GET', '/main/1/2'],
      ['DELETE', '/main/_update'],
      ['GET', '//main'],
    ] as const) {
      expect(await json(method, path), `${method} ${path}`).toMatchObject({ status: 404, body: { error: 'NotFound' } });
    }
    for (const path of ['/_metrics', '/main/_segments', '/main/_snapshot']) {
      expect(await send('HEAD', path), path).toMatchObject({ status: 404 });
    }
    for (const name of ['a.b', 'x'.repeat(256), 'ü', 'a%2Fb', '%ff', '%00']) {
      expect(await json('PUT', `/${name}`), name).toMatchObject({ status: 400, body: { error: 'InvalidIndexName' } });
      expect(await json('GET', `/${name}`), name).toMatchObject({ status: 404, body: { error: 'IndexNotFound' } });
      expect(await json('DELETE', `/${name}`), name).toMatchObject({ status: 404, body: { error: 'IndexNotFound' } });
    }
    expect(await raw('PUT /.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('InvalidIndexName');
    expect(await raw('PUT /%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('InvalidIndexName');
    expect(await json('PUT', `/${'x'.repeat(255)}`)).toMatchObject({ status: 200 });
  });

  it('reports a search that takes too long', async () => {
    await json('PUT', '/slow');
    // Searches read the clock every 64 hashes. They have no time here, however fast the machine is.
    const hashes = Array.from({ length: 100 }, (_, i) => i);
    await json('PUT', '/slow/1', { hashes });
    expect(await json('POST', '/slow/_search', { query: hashes, timeout: 0 })).toMatchObject({
      status: 503,
      body: { error: 'SearchTimeout' },
    });
    expect(await msgpack('POST', '/slow/_search', { q: hashes, t: 0 })).toMatchObject({
      status: 503,
      body: map({ e: 'SearchTimeout' }),
    });
    expect(await json('POST', '/slow/_search', { query: hashes.slice(0, 10), timeout: 10_000 })).toMatchObject(
      ok({ results: [{ id: 1, score: 10 }] }),
    );
  });

  it('refuses bodies that are wrong, whatever is wrong with them', async () => {
    await json('PUT', '/bad');
    const bad = { status: 400, body: { error: 'BadRequest' } };
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '{}',
      '{"query":5}',
      '{"query":[1.5]}',
      '{"query":[-1]}',
      '{"query":["1"]}',
      '{"query":[4294967296]}',
      '{"query":[1],"limit":-1}',
      '{"query":[1],"timeout":"1"}',
      '{"query":[[1]]}',
      `{"query":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ]) {
      expect(await send('POST', '/bad/_search', body, { 'content-type': JSON_TYPE }), body.slice(0, 40)).toMatchObject(
        bad,
      );
    }
    for (const body of [
      '{}',
      '{"changes":{}}',
      '{"changes":[1]}',
      '{"changes":[{}]}',
      '{"changes":[{"insert":{"id":1}}]}',
      '{"changes":[{"insert":{"hashes":[]}}]}',
      '{"changes":[{"delete":{"id":1},"insert":{"id":1,"hashes":[]}}]}',
      '{"changes":[{"delete":{"id":"1"}}]}',
      '{"changes":[{"delete":{"id":4294967296}}]}',
      '{"changes":[],"metadata":{"a":1}}',
      '{"changes":[],"metadata":[]}',
      '{"changes":[],"expected_version":1.5}',
      '{"changes":[],"expected_version":-1}',
    ]) {
      expect(await send('POST', '/bad/_update', body, { 'content-type': JSON_TYPE }), body).toMatchObject(bad);
    }
    for (const [path, body] of [
      ['/bad/_search', '91'.repeat(5000)],
      ['/bad/_search', '81a171ddffffffff'],
      ['/bad/_search', '81a171'],
      ['/bad/_search', 'c0'],
      ['/bad/_update', '81a163c0'],
      ['/bad/1', '81a16891a161'],
      ['/bad', '81a16505'],
      ['/bad', '81a167ff'],
    ] as const) {
      const method = path === '/bad' || path === '/bad/1' ? 'PUT' : 'POST';
      expect(await send(method, path, Buffer.from(body, 'hex'), { 'content-type': MSGPACK_TYPE }), body).toMatchObject({
        status: 400,
        body: map({ e: 'BadRequest' }),
      });
    }
    expect(await json('GET', '/bad')).toMatchObject(ok({ version: 0, docs: 0 }));
  });
});

describe('an answer', () => {
  const TEXT = 'text/plain; charset=utf-8';
  const loading = new IndexError('IndexNotReady', 'The index main is still being opened.');

  it('says whether the collection is ready', async () => {
    expect(await answerOf({ isReady: false }, { path: '/_health' })).toEqual([503, TEXT, 'LOADING\n']);
    expect(await answerOf({ isReady: true }, { path: '/_health' })).toEqual([200, TEXT, 'OK\n']);
  });

  it('says whether an index is ready, and why it cannot be', async () => {
    const health = { path: '/main/_health' };
    expect(await answerOf({ get: () => ({}) }, health)).toEqual([200, TEXT, 'OK\n']);
    expect(await answerOf(failing(loading), health)).toEqual([503, TEXT, 'LOADING\n']);
    const damaged = new IndexError('CorruptFile', 'damaged');
    expect(await answerOf(failing(damaged), health)).toEqual([500, JSON_TYPE, '{"error":"CorruptFile"}']);
    const broken = Object.assign(new Error('broken'), { code: 'IndexNotReady' });
    expect(await answerOf(failing(broken), health)).toEqual([500, JSON_TYPE, '{"error":"Internal"}']);
  });

  it('reports a failure by its name alone, in the encoding that the client reads', async () => {
    const notReady = 'e\xadIndexNotReady';
    const get = (request: Partial<ApiRequest>): Promise<unknown> =>
      answerOf(failing(loading), { path: '/main', ...request });
    expect(await get({})).toEqual([503, JSON_TYPE, '{"error":"IndexNotReady"}']);
    expect(await get({ accept: MSGPACK_TYPE })).toEqual([503, MSGPACK_TYPE, `\x81\xa1${notReady}`]);
    expect(await get({ contentType: MSGPACK_TYPE })).toEqual([503, MSGPACK_TYPE, `\x81\xa1${notReady}`]);
    expect(await get({ contentType: 'text/plain' })).toEqual([415, JSON_TYPE, '{"error":"UnsupportedMediaType"}']);
    expect(await get({ contentType: 'text/plain', accept: MSGPACK_TYPE })).toEqual([
      415,
      MSGPACK_TYPE,
      '\x81\xa1e\xb4UnsupportedMediaType',
    ]);
    expect(await get({ path: '/main/1/2', accept: MSGPACK_TYPE })).toEqual([
      404,
      MSGPACK_TYPE,
      '\x81\xa1e\xa8NotFound',
    ]);
  });

  it('refuses a request before its body is read', () => {
    const text = (accept?: string): unknown => {
      const { status, contentType, body } = refuse(accept, 'BodyTooLarge');
      return [status, contentType, Buffer.from(body as Uint8Array).toString('latin1')];
    };
    expect(text()).toEqual([413, JSON_TYPE, '{"error":"BodyTooLarge"}']);
    expect(text(MSGPACK_TYPE)).toEqual([413, MSGPACK_TYPE, '\x81\xa1e\xacBodyTooLarge']);
  });

  it('belongs to a path that begins with a slash', async () => {
    const any = { get: () => expect.fail('the route was found') };
    for (const path of ['', '*', 'main', 'x/main', '/', '//', '//main', '/main//', '/main/1/']) {
      expect(await answerOf(any, { path }), path).toEqual([404, JSON_TYPE, '{"error":"NotFound"}']);
    }
    for (const method of ['get', 'OPTIONS', 'constructor', '']) {
      expect(await answerOf(any, { method, path: '/main' }), method).toMatchObject({ 0: 404 });
    }
  });

  it('belongs to the name in the path, decoded as far as it is valid', async () => {
    for (const [path, name] of [
      ['/a%62', 'ab'],
      ['/%E4%BD%A0', '你'],
      ['/%ff', '%ff'],
      ['/a%2Fb', 'a/b'],
    ] as const) {
      const names: string[] = [];
      const get = (asked: string): never => {
        names.push(asked);
        throw loading;
      };
      expect(await answerOf({ get }, { path })).toMatchObject({ 0: 503 });
      expect(names).toEqual([name]);
    }
  });

  it('of a search passes options and signal on, and counts its results and its time', async () => {
    // The clock is read when a search begins and when it has ended.
    const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(1250);
    onTestFinished(() => clock.mockRestore());
    const calls: [number[], SearchOptions][] = [];
    const search = async (query: Uint32Array, options: SearchOptions): Promise<object[]> => {
      calls.push([[...query], options]);
      return [{ id: 1, score: 2 }];
    };
    const metrics = new ServerMetrics();
    const { signal } = new AbortController();
    const body = Buffer.from('{"query":[5],"limit":3}');
    const request = { method: 'POST', path: '/main/_search', body, signal };
    expect(await answerOf({ get: () => ({ search }) }, request, metrics)).toEqual([
      200,
      JSON_TYPE,
      '{"results":[{"id":1,"score":2}]}',
    ]);
    expect(calls).toEqual([[[5], { limit: 3, signal }]]);
    expect(calls[0]![1].signal).toBe(signal);
    expect(metrics.render([])).toContain('aindex_search_duration_seconds_sum 0.25\n');
    expect(metrics.render([])).toContain('aindex_search_hits_total 1\n');
  });
});
