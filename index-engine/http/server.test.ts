/**
 * Every documented request and response of the protocol, in both encodings, against a server on a port of this machine.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { openIndex, serveIndex } from '../index.ts';
import type { IndexServer } from '../index.ts';
import { decodeMsgpack } from './msgpack-decode.ts';
import { encodeMsgpack } from './msgpack-encode.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

const JSON_TYPE = 'application/json';
const MSGPACK_TYPE = 'application/vnd.msgpack';

const newPath = temporaryPaths();
const directory = newPath();
let server: IndexServer;
let base: string;

beforeAll(async () => {
  server = await serveIndex({ directory, host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

async function send(
  method: string,
  path: string,
  body?: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> | string }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type');
  const text = Buffer.from(bytes).toString();
  const decoded =
    bytes.length === 0
      ? undefined
      : type === JSON_TYPE
        ? (JSON.parse(text) as unknown)
        : type === MSGPACK_TYPE
          ? decodeMsgpack(bytes)
          : text;
  return { status: response.status, type, body: decoded };
}

function json(method: string, path: string, body?: unknown): Promise<Answer> {
  return send(
    method,
    path,
    body === undefined ? undefined : JSON.stringify(body),
    body === undefined ? {} : { 'content-type': JSON_TYPE },
  );
}

function msgpack(method: string, path: string, body?: MsgpackInput): Promise<Answer> {
  return send(method, path, body === undefined ? undefined : encodeMsgpack(body), {
    accept: MSGPACK_TYPE,
    ...(body === undefined ? {} : { 'content-type': MSGPACK_TYPE }),
  });
}

const map = (object: Record<string, unknown>): Map<string, unknown> => new Map(Object.entries(object));
const ok = (body: unknown): Partial<Answer> => ({ status: 200, body });

describe('the HTTP interface', () => {
  it('creates, describes and deletes an index', async () => {
    expect(await json('PUT', '/one')).toEqual({
      status: 200,
      type: JSON_TYPE,
      body: { version: 0, ready: true, generation: 1 },
    });
    expect(await msgpack('PUT', '/one', {})).toMatchObject(ok(map({ v: 0, r: true, g: 1 })));
    expect(await json('PUT', '/one', { expect_does_not_exist: true })).toMatchObject({
      status: 409,
      body: { error: 'IndexAlreadyExists' },
    });
    expect(await msgpack('PUT', '/one', { e: true })).toMatchObject({
      status: 409,
      body: map({ e: 'IndexAlreadyExists' }),
    });
    const stats = { min_doc_id: 0, max_doc_id: 0, num_segments: 0, num_docs: 0 };
    expect(await json('GET', '/one')).toMatchObject(
      ok({
        version: 0,
        metadata: {},
        stats,
        segments: 0,
        docs: 0,
        attributes: { min_document_id: 0, max_document_id: 0 },
      }),
    );
    expect(await msgpack('GET', '/one')).toMatchObject(ok(map({ v: 0, m: map({}), s: map(stats) })));
    expect(await send('HEAD', '/one')).toMatchObject({ status: 200, body: undefined });
    expect(await json('DELETE', '/one')).toMatchObject(ok({ deleted: true }));
    expect(await msgpack('DELETE', '/one')).toMatchObject(ok(map({ d: false })));
    expect(await json('DELETE', '/one', { expect_exists: true })).toMatchObject({
      status: 404,
      body: { error: 'IndexNotFound' },
    });
    expect(await send('HEAD', '/one')).toMatchObject({ status: 404, body: undefined });
    expect(await json('GET', '/one')).toMatchObject({ status: 404, body: { error: 'IndexNotFound' } });
    expect(await json('PUT', '/one')).toMatchObject(ok({ version: 0, ready: true, generation: 2 }));
    expect(await json('DELETE', '/one')).toMatchObject(ok({ deleted: true }));
    expect(await json('PUT', '/one', { generation: 9 })).toMatchObject(ok({ version: 0, ready: true, generation: 9 }));
  });

  it('updates and searches in JSON', async () => {
    await json('PUT', '/json');
    const changes = [
      { insert: { id: 7, hashes: [50, 50, 50, 60] } },
      { insert: { id: 9, hashes: [60] } },
      { delete: { id: 99 } },
    ];
    expect(await json('POST', '/json/_update', { changes, metadata: { from: 'test' } })).toMatchObject(
      ok({ version: 1 }),
    );
    expect(await json('POST', '/json/_search', { query: [50, 60], min_score: 1 })).toMatchObject(
      ok({
        results: [
          { id: 7, score: 4 },
          { id: 9, score: 1 },
        ],
      }),
    );
    expect(
      await json('POST', '/json/_search', { query: [50, 60], limit: 1, timeout: 10_000, score_pct: 50 }),
    ).toMatchObject(ok({ results: [{ id: 7, score: 4 }] }));
    expect(await json('POST', '/json/_search', { query: [] })).toMatchObject(ok({ results: [] }));
    expect(await json('POST', '/json/_update', { changes: [], expected_version: 0 })).toMatchObject({
      status: 409,
      body: { error: 'VersionMismatch' },
    });
    expect(await json('POST', '/json/_update', { changes: [], expected_version: 1 })).toMatchObject(ok({ version: 2 }));
    expect(await json('GET', '/json')).toMatchObject(
      ok({ version: 2, metadata: { from: 'test' }, docs: 2, attributes: { min_document_id: 7, max_document_id: 9 } }),
    );
  });

  it('updates and searches in MessagePack, by the first letter of each key', async () => {
    await msgpack('PUT', '/pack');
    expect(
      await msgpack('POST', '/pack/_update', {
        c: [{ i: { i: 7, h: [50, 50, 60] } }, { d: { i: 4 } }],
        m: { from: 'test' },
      }),
    ).toMatchObject(ok(map({ v: 1 })));
    expect(
      await msgpack('POST', '/pack/_update', { changes: [{ insert: { id: 8, hashes: [60] } }], expected_version: 1 }),
    ).toMatchObject(ok(map({ v: 2 })));
    expect(await msgpack('POST', '/pack/_search', { q: [50, 60], m: 1, s: 0, l: 5, t: 100 })).toMatchObject(
      ok(map({ r: [map({ i: 7, s: 3 }), map({ i: 8, s: 1 })] })),
    );
    expect(await msgpack('POST', '/pack/_search', { query: [50, 60], limit: null, min_score: null })).toMatchObject(
      ok(map({ r: [map({ i: 7, s: 3 }), map({ i: 8, s: 1 })] })),
    );
    expect(await msgpack('POST', '/pack/_update', { c: [], e: 7 })).toMatchObject({
      status: 409,
      body: map({ e: 'VersionMismatch' }),
    });
  });

  it('puts, finds and deletes one fingerprint', async () => {
    await json('PUT', '/fp');
    expect(await json('PUT', '/fp/5', { hashes: [1, 2] })).toMatchObject(ok({}));
    expect(await msgpack('PUT', '/fp/4294967295', { h: [2] })).toMatchObject(ok(map({})));
    expect(await json('GET', '/fp/5')).toMatchObject(ok({ version: 2 }));
    expect(await msgpack('GET', '/fp/5')).toMatchObject(ok(map({ v: 2 })));
    expect(await send('HEAD', '/fp/5')).toMatchObject({ status: 200, body: undefined });
    expect(await json('DELETE', '/fp/5')).toMatchObject(ok({}));
    expect(await json('DELETE', '/fp/5')).toMatchObject(ok({}));
    expect(await json('GET', '/fp/5')).toMatchObject({ status: 404, body: { error: 'FingerprintNotFound' } });
    expect(await msgpack('GET', '/fp/6')).toMatchObject({ status: 404, body: map({ e: 'FingerprintNotFound' }) });
    expect(await send('HEAD', '/fp/5')).toMatchObject({ status: 404 });
    for (const id of ['0', '4294967296', 'x', '1.5', '-1']) {
      expect(await json('GET', `/fp/${id}`)).toMatchObject({ status: 400, body: { error: 'InvalidFingerprintId' } });
    }
    expect(await json('POST', '/fp/_update', { changes: [{ insert: { id: 0, hashes: [] } }] })).toMatchObject({
      status: 400,
      body: { error: 'InvalidFingerprintId' },
    });
  });

  it('reports its health', async () => {
    await json('PUT', '/well');
    expect(await send('GET', '/_health')).toMatchObject({ status: 200, body: 'OK\n' });
    expect(await send('HEAD', '/_health')).toMatchObject({ status: 200, body: undefined });
    expect(await send('GET', '/well/_health')).toMatchObject({ status: 200, body: 'OK\n' });
    expect(await send('HEAD', '/well/_health')).toMatchObject({ status: 200 });
    expect(await send('GET', '/nowhere/_health')).toMatchObject({ status: 404, body: { error: 'IndexNotFound' } });
  });

  it('counts requests, under the names of both generations', async () => {
    await json('PUT', '/count');
    const value = (text: string, name: string): number =>
      Number(new RegExp(`^${name}(?:\\{index="count"\\})? (.*)$`, 'm').exec(text)![1]);
    const before = (await send('GET', '/_metrics')).body as string;
    await json('POST', '/count/_update', {
      changes: [{ insert: { id: 1, hashes: [5] } }, { insert: { id: 2, hashes: [5] } }],
    });
    await json('POST', '/count/_search', { query: [5] });
    await json('POST', '/count/_search', { query: [6] });
    const after = (await send('GET', '/_metrics')).body as string;
    for (const prefix of ['aindex', 'fpindex']) {
      const grown = (name: string): number => value(after, `${prefix}_${name}`) - value(before, `${prefix}_${name}`);
      expect(
        [
          'searches_total',
          'search_hits_total',
          'search_misses_total',
          'updates_total',
          'search_duration_seconds_count',
        ].map(grown),
      ).toEqual([2, 1, 1, 2, 2]);
      expect([value(after, `${prefix}_docs`), value(after, `${prefix}_version`)]).toEqual([2, 1]);
      for (const name of [
        'checkpoints_total',
        'memory_merges_total',
        'file_merges_total',
        'scanned_docs_per_hash_sum',
        'scanned_blocks_per_hash_sum',
      ]) {
        expect(value(after, `${prefix}_${name}`)).toBeGreaterThanOrEqual(0);
      }
      for (const bucket of ['0.001', '0.005', '0.01', '0.05', '0.1', '0.5', '1', '5', '+Inf']) {
        expect(after).toContain(`${prefix}_search_duration_seconds_bucket{le="${bucket}"}`);
      }
    }
    expect(await send('HEAD', '/_metrics')).toMatchObject({ status: 404 });
  });

  it('lists segments', async () => {
    await json('PUT', '/seg');
    await json('PUT', '/seg/1', { hashes: [1, 2, 3] });
    const { body } = await json('GET', '/seg/_segments');
    expect(body).toEqual({
      segments: [{ kind: 'memory', docs: 1, deleted_docs: 0, tombstones: 0, items: 3, size: 0 }],
    });
    expect(await msgpack('GET', '/seg/_segments')).toMatchObject(
      ok(map({ s: [map({ kind: 'memory', docs: 1, deleted_docs: 0, tombstones: 0, items: 3, size: 0 })] })),
    );
  });

  it('gives a snapshot that unpacks to the same index', async () => {
    await json('PUT', '/snap');
    for (let id = 1; id <= 20; id++) await json('PUT', `/snap/${id}`, { hashes: [id, 1000] });
    await json('DELETE', '/snap/3');
    const response = await fetch(`${base}/snap/_snapshot`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-tar']);
    const archive = Buffer.from(await response.arrayBuffer());
    const restored = newPath();
    mkdirSync(restored);
    execFileSync('tar', ['-x', '-C', restored], { input: archive });
    expect(readdirSync(restored).toSorted()[0]).toBe('manifest');
    const index = await openIndex(restored);
    expect(await index.info()).toMatchObject({ version: 21, documents: 19 });
    expect(await index.search(Uint32Array.from([5, 1000]), { minScore: 2 })).toEqual([{ id: 5, score: 2 }]);
    await index.update([{ type: 'insert', id: 3, hashes: Uint32Array.from([1000]) }]);
    await index.close();
    // Unpacked into the collection's folder, a server has it.
    const collection = newPath();
    mkdirSync(join(collection, 'copy'), { recursive: true });
    execFileSync('tar', ['-x', '-C', join(collection, 'copy')], { input: archive });
    const other = await serveIndex({ directory: collection, host: '127.0.0.1', port: 0 });
    for (;;) {
      const health = await fetch(`http://127.0.0.1:${other.port}/copy/_health`);
      if (health.status === 200) break;
      expect([health.status, await health.text()]).toEqual([503, 'LOADING\n']);
    }
    const info = await fetch(`http://127.0.0.1:${other.port}/copy`);
    expect(await info.json()).toMatchObject({ docs: 19 });
    await other.close();
  });

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
    const common = Array.from({ length: 400 }, (_, i) => i);
    for (let batch = 0; batch < 8; batch++) {
      const changes = Array.from({ length: 1000 }, (_, i) => ({
        insert: { id: 1 + batch * 1000 + i, hashes: common },
      }));
      expect(await json('POST', '/slow/_update', { changes })).toMatchObject({ status: 200 });
    }
    expect(await json('POST', '/slow/_search', { query: common, timeout: 1 })).toMatchObject({
      status: 503,
      body: { error: 'SearchTimeout' },
    });
    expect(await msgpack('POST', '/slow/_search', { q: common, t: 0 })).toMatchObject({
      status: 503,
      body: map({ e: 'SearchTimeout' }),
    });
    expect(await json('POST', '/slow/_search', { query: common, timeout: 10_000, limit: 2 })).toMatchObject(
      ok({
        results: [
          { id: 1, score: 400 },
          { id: 2, score: 400 },
        ],
      }),
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

  it('accepts bodies of up to 16 MiB, whether their length is announced or not', async () => {
    await json('PUT', '/large');
    const body = (length: number): string => `{"query":[1],"x":"${' '.repeat(length - 20)}"}`;
    expect(await send('POST', '/large/_search', body(16 << 20), { 'content-type': JSON_TYPE })).toMatchObject({
      status: 200,
    });
    const head = `POST /large/_search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    expect(await raw(`${head}Content-Length: ${17 << 20}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 413 [^]*\{"error":"BodyTooLarge"\}/,
    );
    expect(
      await raw(
        `${head}Transfer-Encoding: chunked\r\n\r\n${`100000\r\n${'x'.repeat(1 << 20)}\r\n`.repeat(17)}0\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1.1 413 /);
    expect(await send('GET', '/_health')).toMatchObject({ status: 200 });
  });

  it('answers other clients when one disconnects', async () => {
    await json('PUT', '/leave');
    for (let i = 0; i < 20; i++) {
      const socket = connect(server.port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write('POST /leave/_search HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"query":[');
      socket.destroy();
    }
    expect(await json('POST', '/leave/_search', { query: [1] })).toMatchObject({ status: 200 });
  });

  it('has all indexes again after it was closed and started', async () => {
    const path = newPath();
    const first = await serveIndex({ directory: path, host: '127.0.0.1', port: 0 });
    await expect(serveIndex({ directory: path, host: '127.0.0.1', port: 0 })).rejects.toMatchObject({
      code: 'IndexLocked',
    });
    const put = async (port: number, what: string): Promise<number> =>
      (
        await fetch(`http://127.0.0.1:${port}/${what}`, {
          method: 'PUT',
          body: '{"hashes":[]}',
          headers: { 'content-type': JSON_TYPE },
        })
      ).status;
    expect([await put(first.port, 'a'), await put(first.port, 'b'), await put(first.port, 'a/1')]).toEqual([
      200, 200, 200,
    ]);
    await first.close();
    writeFileSync(join(path, 'b', 'manifest'), 'rubbish');
    const problems: string[] = [];
    const second = await serveIndex({
      directory: path,
      host: '127.0.0.1',
      port: 0,
      onProblem: (name, error) => problems.push(`${name} ${error.code}`),
    });
    while (!(await fetch(`http://127.0.0.1:${second.port}/_health`)).ok);
    expect((await fetch(`http://127.0.0.1:${second.port}/a/1`)).status).toBe(200);
    // A damaged index does not affect the others.
    const damaged = await fetch(`http://127.0.0.1:${second.port}/b`);
    expect([damaged.status, await damaged.json(), problems]).toEqual([
      500,
      { error: 'CorruptFile' },
      ['b CorruptFile'],
    ]);
    await second.close();
  });
});

/** The server's answer to bytes that no client library would send. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
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
