import { describe, expect, it } from 'vitest';
import { MemoryIndex } from '../engine/memory-index.ts';
import { answerReadOnly } from './answer-read-only.ts';
import type { ReadOnlyResponse, SearchedIndex } from './answer-read-only.ts';
import { encodeMsgpack } from './msgpack-encode.ts';

async function indexOfOne(): Promise<MemoryIndex> {
  const index = new MemoryIndex();
  await index.update([{ type: 'insert', id: 7, hashes: Uint32Array.of(1, 2, 3) }]);
  return index;
}

async function ask(
  method: string,
  path: string,
  { body = new Uint8Array(), accept, index }: { body?: Uint8Array; accept?: string; index?: SearchedIndex } = {},
): Promise<ReadOnlyResponse> {
  return answerReadOnly(index ?? (await indexOfOne()), 'main', {
    method,
    path,
    contentType: undefined,
    accept,
    body,
    signal: new AbortController().signal,
  });
}

const json = ({ body }: ReadOnlyResponse): unknown => JSON.parse(Buffer.from(body).toString());
const query = Buffer.from(JSON.stringify({ query: [1, 2], min_score: 1 }));

describe('an index that others may read', () => {
  it('is searched', async () => {
    const answer = await ask('POST', '/main/_search', { body: query });
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json' });
    expect(json(answer)).toEqual({ results: [{ id: 7, score: 2 }] });
  });

  it('is searched in MessagePack', async () => {
    const body = encodeMsgpack({ q: [3], m: 1 });
    const answer = await ask('POST', '/main/_search', { body });
    expect(answer.contentType).toBe('application/vnd.msgpack');
    expect(Buffer.from(answer.body)).toEqual(Buffer.from(encodeMsgpack({ r: [{ i: 7, s: 1 }] })));
  });

  it('tells of itself and of its documents', async () => {
    expect(json(await ask('GET', '/main'))).toMatchObject({ docs: 1 });
    expect(await ask('HEAD', '/main')).toMatchObject({ status: 200 });
    expect(json(await ask('GET', '/main/7'))).toEqual({ version: 1 });
    for (const path of ['/_health', '/main/_health']) {
      expect(Buffer.from((await ask('GET', path)).body).toString()).toBe('OK\n');
    }
  });

  it.each([
    ['POST', '/main/_update'],
    ['DELETE', '/main'],
    ['PUT', '/main/7'],
    ['DELETE', '/main/7'],
    ['POST', '/main/7'],
  ])('is not changed by %s %s', async (method, path) => {
    const index = await indexOfOne();
    const answer = await ask(method, path, { index, body: Buffer.from('{}') });
    expect(answer.status).toBe(403);
    expect(json(answer)).toEqual({ error: 'Forbidden' });
    expect(await index.has(7)).toBe(true);
  });

  it('is there for clients that want to make it', async () => {
    const index = await indexOfOne();
    expect(json(await ask('PUT', '/main', { index }))).toEqual({ version: 1, ready: true, generation: 1 });
    const answer = await ask('PUT', '/main', { index, body: Buffer.from('{"expect_does_not_exist":true}') });
    expect([answer.status, json(answer)]).toEqual([409, { error: 'IndexAlreadyExists' }]);
    expect(await index.has(7)).toBe(true);
  });

  it.each([
    ['PUT', '/other', 404, 'IndexNotFound'],
    ['GET', '/main/8', 404, 'FingerprintNotFound'],
    ['GET', '/main/x', 400, 'InvalidFingerprintId'],
    ['GET', '/other', 404, 'IndexNotFound'],
    ['POST', '/other/_search', 404, 'IndexNotFound'],
    ['GET', '/main/_segments', 404, 'NotFound'],
    ['GET', '/main/7/8', 404, 'NotFound'],
    ['GET', '/', 404, 'IndexNotFound'],
    ['POST', '/main/_search', 400, 'BadRequest'],
  ])('answers %s %s with %d %s', async (method, path, status, error) => {
    const answer = await ask(method, path, { body: Buffer.from('{').subarray(0, method === 'POST' ? 1 : 0) });
    expect([answer.status, json(answer)]).toEqual([status, { error }]);
  });

  it('answers failures of the index', async () => {
    const closed = await indexOfOne();
    await closed.close();
    const answer = await ask('GET', '/main', { index: closed });
    expect([answer.status, json(answer)]).toEqual([500, { error: 'Closed' }]);
  });
});
