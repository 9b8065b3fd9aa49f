/** Encodings, unknown routes and wrong requests. */

import { describe, expect, it } from 'vitest';
import { JSON_TYPE, MSGPACK_TYPE, map, ok, testedServer } from '../../tests/index-engine/tested-server.ts';
import { encodeMsgpack } from './msgpack-encode.ts';

const tested = testedServer();
const { send, json, msgpack, raw } = tested;

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
