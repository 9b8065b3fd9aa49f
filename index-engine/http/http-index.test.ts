import { describe, expect, it } from 'vitest';
import { httpListeners } from '../../tests/index-engine/http-listener.ts';
import { decodeMsgpack } from './msgpack-decode.ts';
import { encodeMsgpack } from './msgpack-encode.ts';
import type { MsgpackInput } from './msgpack-encode.ts';
import { HttpIndex } from './http-index.ts';

const listen = httpListeners();

type Encoding = 'json' | 'msgpack';

/** A server with fixed answers by method and path, and the bodies that it received, decoded. */
async function serverOf(
  answers: Record<string, [status: number, body: Uint8Array | string]>,
): Promise<{ url: string; requests: [route: string, body: unknown][] }> {
  const requests: [string, unknown][] = [];
  const { url } = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const route = `${request.method} ${request.url}`;
    const isJson = request.headers['content-type'] === 'application/json';
    requests.push([
      route,
      body.length === 0 ? undefined : isJson ? (JSON.parse(body.toString()) as unknown) : decodeMsgpack(body),
    ]);
    const [status, content] = answers[route] ?? [404, '{"error":"NotFound"}'];
    response.writeHead(status).end(content);
  });
  return { url, requests };
}

/** An index on such a server, as `/main`; `answers` without the index. */
async function indexOf(
  encoding: Encoding,
  answers: Record<string, [status: number, body: MsgpackInput]>,
): Promise<{ index: HttpIndex; url: string; requests: [route: string, body: unknown][] }> {
  const encode = encoding === 'json' ? JSON.stringify : encodeMsgpack;
  const encoded = Object.entries({ 'PUT ': [200, {}] as [number, MsgpackInput], ...answers }).map(
    ([route, [status, body]]) => [route.replace(' ', ' /main'), [status, encode(body)]] as const,
  );
  const { url, requests } = await serverOf(Object.fromEntries(encoded) as Parameters<typeof serverOf>[0]);
  const index = await HttpIndex.connect(`${url}/main`, { encoding });
  requests.length = 0;
  return { index, url: `${url}/main`, requests };
}

const map = (object: Record<string, unknown>): Map<string, unknown> => new Map(Object.entries(object));
const hashes = (...values: number[]): Uint32Array => Uint32Array.from(values);
const unreadable = (url: string): object => ({
  code: 'Unreachable',
  message: `The answer of ${url} does not follow the protocol of acoustid-index.`,
});

describe('connecting to a remote index', () => {
  it('creates the index, whatever slashes its URL ends with', async () => {
    const { url, requests } = await serverOf({ 'PUT /a//main': [200, '{}'] });
    for (const end of ['', '/', '///']) {
      await (await HttpIndex.connect(`${url}/a//main${end}`, { encoding: 'json' })).close();
    }
    expect(requests).toEqual(Array.from({ length: 3 }, () => ['PUT /a//main', {}]));
  });

  it('reports that there is no server', async () => {
    await expect(HttpIndex.connect('http://127.0.0.1:1/main', {})).rejects.toMatchObject({ code: 'Unreachable' });
  });

  it('reports that the answer is not of the protocol', async () => {
    for (const answer of ['<html>', '', '[]', '5', 'null']) {
      const { url } = await serverOf({ 'PUT /main': [200, answer] });
      for (const encoding of ['json', 'msgpack'] as const) {
        await expect(HttpIndex.connect(`${url}/main`, { encoding })).rejects.toMatchObject(unreadable(`${url}/main`));
      }
    }
  });

  it('passes on the server’s errors by their names', async () => {
    const { url } = await serverOf({
      'PUT /json': [503, '{"error":"IndexNotReady"}'],
      'PUT /pack': [503, encodeMsgpack({ e: 'IndexNotReady' })],
      'PUT /odd': [500, '{"error":5}'],
      'PUT /none': [299, '{}'],
      'PUT /page': [500, '<html>'],
    });
    const connect = (name: string): Promise<HttpIndex> =>
      HttpIndex.connect(`${url}/${name}`, { encoding: name === 'pack' ? 'msgpack' : 'json' });
    for (const name of ['json', 'pack']) {
      await expect(connect(name)).rejects.toMatchObject({
        code: 'IndexNotReady',
        message: `${url}/${name} answered 503 IndexNotReady.`,
      });
    }
    await expect(connect('odd')).rejects.toMatchObject({
      code: 'Unreachable',
      message: `${url}/odd answered 500 5.`,
    });
    await expect(connect('none')).rejects.toMatchObject({
      code: 'Unreachable',
      message: `${url}/none answered 299 undefined.`,
    });
    await expect(connect('page')).rejects.toMatchObject(unreadable(`${url}/page`));
  });
});

describe('a remote index', () => {
  it('sends updates in either encoding, with the options that are given', async () => {
    const changes = [
      { type: 'insert', id: 7, hashes: hashes(5, 6) },
      { type: 'delete', id: 9 },
    ] as const;
    const options = { metadata: { from: 'test' }, expectedVersion: 0 };
    const json = await indexOf('json', { 'POST /_update': [200, { version: 3 }] });
    expect(await json.index.update(changes, options)).toEqual({ version: 3 });
    await json.index.update([]);
    expect(json.requests).toEqual([
      [
        'POST /main/_update',
        {
          changes: [{ insert: { id: 7, hashes: [5, 6] } }, { delete: { id: 9 } }],
          metadata: { from: 'test' },
          expected_version: 0,
        },
      ],
      ['POST /main/_update', { changes: [] }],
    ]);
    const pack = await indexOf('msgpack', { 'POST /_update': [200, { v: 3 }] });
    expect(await pack.index.update(changes, options)).toEqual({ version: 3 });
    await pack.index.update([]);
    const packed = [map({ i: map({ i: 7, h: [5, 6] }) }), map({ d: map({ i: 9 }) })];
    expect(pack.requests).toEqual([
      ['POST /main/_update', map({ c: packed, m: map({ from: 'test' }), e: 0 })],
      ['POST /main/_update', map({ c: [] })],
    ]);
  });

  it('sends no update with an id that is none', async () => {
    const { index, requests } = await indexOf('json', {});
    await expect(
      index.update([
        { type: 'delete', id: 1 },
        { type: 'delete', id: 0 },
      ]),
    ).rejects.toMatchObject({
      code: 'InvalidFingerprintId',
      message: '0 is not a fingerprint id: ids are whole numbers from 1 to 4294967295.',
    });
    expect(requests).toEqual([]);
  });

  it('sends searches in either encoding, with the options that are given', async () => {
    const options = { limit: 3, minScore: 0, minScorePercent: 5, timeout: 7, signal: new AbortController().signal };
    const found = [
      { id: 7, score: 2 },
      { id: 0, score: 0 },
    ];
    const json = await indexOf('json', { 'POST /_search': [200, { results: [{ id: 7, score: 2 }, { id: 'x' }] }] });
    expect(await json.index.search(hashes(5, 6), options)).toEqual(found);
    await json.index.search(hashes());
    expect(json.requests).toEqual([
      ['POST /main/_search', { query: [5, 6], limit: 3, min_score: 0, score_pct: 5, timeout: 7 }],
      ['POST /main/_search', { query: [] }],
    ]);
    const pack = await indexOf('msgpack', { 'POST /_search': [200, { r: [{ i: 7, s: 2 }, {}] }] });
    expect(await pack.index.search(hashes(5, 6), options)).toEqual(found);
    await pack.index.search(hashes());
    expect(pack.requests).toEqual([
      ['POST /main/_search', map({ q: [5, 6], l: 3, m: 0, s: 5, t: 7 })],
      ['POST /main/_search', map({ q: [] })],
    ]);
  });

  it('sends no search whose signal is aborted', async () => {
    const { index, requests } = await indexOf('json', {});
    await expect(index.search(hashes(1), { signal: AbortSignal.abort(new Error('not needed')) })).rejects.toThrow(
      'not needed',
    );
    expect(requests).toEqual([]);
  });

  it('refuses results that are not of the protocol', async () => {
    for (const results of ['none', null, [5], [[]], {}]) {
      const { index, url } = await indexOf('json', { 'POST /_search': [200, { results }] });
      await expect(index.search(hashes(1))).rejects.toMatchObject(unreadable(url));
    }
  });

  it('has the fingerprints that the server has', async () => {
    const { url, requests } = await serverOf({
      'PUT /main': [200, '{}'],
      'HEAD /main/1': [200, ''],
      'HEAD /main/2': [404, ''],
      'HEAD /main/3': [500, ''],
    });
    const index = await HttpIndex.connect(`${url}/main`, { encoding: 'json' });
    expect([await index.has(1), await index.has(2)]).toEqual([true, false]);
    await expect(index.has(3)).rejects.toMatchObject({ code: 'Unreachable', message: `${url}/main answered 500.` });
    expect([await index.has(0), await index.has(1.5)]).toEqual([false, false]);
    expect(requests.map(([route]) => route)).toEqual(['PUT /main', 'HEAD /main/1', 'HEAD /main/2', 'HEAD /main/3']);
  });

  it('describes itself from the statistics of the server', async () => {
    const stats = { num_docs: 3, num_segments: 2, min_doc_id: 1, max_doc_id: 9 };
    const expected = {
      version: 5,
      metadata: { from: 'test' },
      documents: 3,
      segments: 2,
      minDocumentId: 1,
      maxDocumentId: 9,
    };
    const json = await indexOf('json', { 'GET ': [200, { version: 5, metadata: { from: 'test' }, stats }] });
    expect(await json.index.info()).toEqual(expected);
    expect(json.requests).toEqual([['GET /main', undefined]]);
    const pack = await indexOf('msgpack', { 'GET ': [200, { v: 5, m: { from: 'test' }, s: stats }] });
    expect(await pack.index.info()).toEqual(expected);
  });

  it('takes what a server leaves out for nothing', async () => {
    const { index } = await indexOf('json', { 'GET ': [200, { metadata: [], stats: { num_docs: '3' } }] });
    expect(await index.info()).toEqual({
      version: 0,
      metadata: {},
      documents: 0,
      segments: 0,
      minDocumentId: 0,
      maxDocumentId: 0,
    });
    const { index: bare, url } = await indexOf('json', { 'GET ': [200, { version: 5 }] });
    await expect(bare.info()).rejects.toMatchObject(unreadable(url));
  });

  it('works with a server that does not return the version of an update', async () => {
    const { index } = await indexOf('json', {
      'POST /_update': [200, {}],
      'GET ': [200, { version: 5, metadata: {}, stats: {} }],
    });
    expect(await index.update([])).toEqual({ version: 5 });
  });
});
