/** Every documented request and response of the protocol, in both encodings. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { JSON_TYPE, map, MSGPACK_TYPE, ok, testedServer } from '../../tests/index-engine/tested-server.ts';
import { openIndex, serveIndex } from '../index.ts';
import { decodeMsgpack } from './msgpack-decode.ts';

const newPath = temporaryPaths();
const tested = testedServer();
const { send, json, msgpack } = tested;

describe('the routes of the protocol', () => {
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

  it('takes whole decimal numbers alone for ids', async () => {
    await json('PUT', '/ids');
    await json('PUT', '/ids/5', { hashes: [1] });
    expect(await json('GET', '/ids/0000000005')).toMatchObject(ok({ version: 1 }));
    for (const id of [
      '%205',
      '5%20',
      '+5',
      '%2B5',
      '0x5',
      '5e0',
      '5.0',
      '05x',
      '00000000005',
      '%D9%A5',
      '5%0A',
      '%',
      '',
    ]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        expect(await json(method, `/ids/${id}`, method === 'PUT' ? { hashes: [] } : undefined), id).toMatchObject({
          status: 400,
          body: { error: 'InvalidFingerprintId' },
        });
      }
    }
    expect(await json('GET', '/ids')).toMatchObject(ok({ version: 1, docs: 1 }));
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
    expect(await send('GET', '/_health')).toEqual({ status: 200, type: 'text/plain; charset=utf-8', body: 'OK\n' });
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
    await json('PUT', '/count/3', { hashes: [7] });
    await json('DELETE', '/count/3');
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
      ).toEqual([2, 1, 1, 4, 2]);
      expect([value(after, `${prefix}_docs`), value(after, `${prefix}_version`)]).toEqual([2, 3]);
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
    expect((await send('GET', '/_metrics')).type).toBe('text/plain; version=0.0.4; charset=utf-8');
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

  it('counts what fails as nothing', async () => {
    await json('PUT', '/fail');
    const before = (await send('GET', '/_metrics')).body as string;
    expect(await json('POST', '/fail/_update', { changes: [], expected_version: 5 })).toMatchObject({ status: 409 });
    expect(await json('POST', '/nowhere/_search', { query: [5] })).toMatchObject({ status: 404 });
    const total = (text: string): string[] =>
      text.split('\n').filter((line) => /searches_total|updates_total/.test(line));
    expect(total((await send('GET', '/_metrics')).body as string)).toEqual(total(before));
  });

  it('gives a snapshot that unpacks to the same index', async () => {
    await json('PUT', '/snap');
    for (let id = 1; id <= 20; id++) await json('PUT', `/snap/${id}`, { hashes: [id, 1000] });
    await json('DELETE', '/snap/3');
    const response = await fetch(`${tested.url}/snap/_snapshot`);
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

  it('gives a snapshot with a header in MessagePack to clients that accept that', async () => {
    await json('PUT', '/stream', { generation: 5 });
    for (let id = 1; id <= 20; id++) await json('PUT', `/stream/${id}`, { hashes: [id, 1000] });
    const response = await fetch(`${tested.url}/stream/_snapshot`, { headers: { accept: MSGPACK_TYPE } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, MSGPACK_TYPE]);
    const bytes = Buffer.from(await response.arrayBuffer());
    // The header ends with the manifest, and the manifest with its only closing brace at the beginning of a line.
    const end = bytes.indexOf('\n}\n') + 3;
    const header = decodeMsgpack(bytes.subarray(0, end)) as Map<string, unknown>;
    expect([header.get('f'), header.get('g')]).toEqual([1, 5]);
    const restored = newPath();
    mkdirSync(restored);
    writeFileSync(join(restored, 'manifest'), header.get('c') as string);
    let at = end;
    for (const segment of header.get('s') as Map<string, unknown>[]) {
      const next = at + (segment.get('b') as number);
      writeFileSync(join(restored, segment.get('n') as string), bytes.subarray(at, next));
      at = next;
    }
    expect(at).toBe(bytes.length);
    const index = await openIndex(restored);
    expect(await index.info()).toMatchObject({ version: 20, documents: 20 });
    expect(await index.search(Uint32Array.from([5, 1000]), { minScore: 2 })).toEqual([{ id: 5, score: 2 }]);
    await index.close();
  });

  it('gives an archive to clients that do not ask for MessagePack', async () => {
    await json('PUT', '/tar');
    for (const accept of ['*/*', JSON_TYPE, 'application/x-tar']) {
      const response = await fetch(`${tested.url}/tar/_snapshot`, { headers: { accept } });
      expect(response.headers.get('content-type'), accept).toBe('application/x-tar');
      await response.arrayBuffer();
    }
    const missing = await fetch(`${tested.url}/nowhere/_snapshot`, { headers: { accept: MSGPACK_TYPE } });
    expect([missing.status, Buffer.from(await missing.arrayBuffer()).toString('latin1')]).toEqual([
      404,
      '\x81\xa1e\xadIndexNotFound',
    ]);
  });

  it('describes an index with the names of both generations in JSON, with those of the newest in MessagePack', async () => {
    await json('PUT', '/described');
    await json('POST', '/described/_update', { changes: [{ insert: { id: 4, hashes: [1] } }], metadata: { a: 'b' } });
    const stats = { min_doc_id: 4, max_doc_id: 4, num_segments: 1, num_docs: 1 };
    expect(await json('GET', '/described')).toMatchObject(
      ok({
        version: 1,
        metadata: { a: 'b' },
        stats,
        segments: 1,
        docs: 1,
        attributes: { min_document_id: 4, max_document_id: 4 },
      }),
    );
    expect((await msgpack('GET', '/described')).body).toEqual(map({ v: 1, m: map({ a: 'b' }), s: map(stats) }));
  });
});
