import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectIndex } from '../index.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server with fixed answers by method and path. */
async function serverOf(answers: Record<string, [status: number, body: string]>): Promise<string> {
  const server = createServer((request, response) => {
    const [status, body] = answers[`${request.method} ${request.url}`] ?? [404, '{"error":"NotFound"}'];
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the client of a remote index', () => {
  it('reports that there is no server', async () => {
    await expect(connectIndex('http://127.0.0.1:1/main')).rejects.toMatchObject({ code: 'Unreachable' });
  });

  it('reports that the answer is not of the protocol', async () => {
    for (const answer of ['<html>', '', '[]', '5']) {
      const url = await serverOf({ 'PUT /main': [200, answer] });
      await expect(connectIndex(`${url}/main`, { encoding: 'json' })).rejects.toMatchObject({ code: 'Unreachable' });
      await expect(connectIndex(`${url}/main`)).rejects.toMatchObject({ code: 'Unreachable' });
    }
  });

  it('passes on the server’s errors by their names', async () => {
    const url = await serverOf({ 'PUT /main': [503, '{"error":"IndexNotReady"}'] });
    await expect(connectIndex(`${url}/main`, { encoding: 'json' })).rejects.toMatchObject({ code: 'IndexNotReady' });
  });

  it('works with a server that does not return the version of an update', async () => {
    const url = await serverOf({
      'PUT /main': [200, '{}'],
      'POST /main/_update': [200, '{}'],
      'GET /main': [
        200,
        '{"version":5,"metadata":{},"stats":{"num_docs":3,"num_segments":1,"min_doc_id":1,"max_doc_id":3}}',
      ],
      'POST /main/_search': [200, '{"results":"none"}'],
    });
    const index = await connectIndex(`${url}/main/`, { encoding: 'json' });
    expect(await index.update([])).toEqual({ version: 5 });
    expect(await index.info()).toEqual({
      version: 5,
      metadata: {},
      documents: 3,
      segments: 1,
      minDocumentId: 1,
      maxDocumentId: 3,
    });
    await expect(index.search(Uint32Array.from([1]))).rejects.toMatchObject({ code: 'Unreachable' });
    expect(await index.has(1)).toBe(false);
    await index.close();
  });
});
