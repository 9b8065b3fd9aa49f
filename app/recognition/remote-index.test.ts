import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveIndex, type IndexServer } from '../../index-engine/index.ts';
import { httpListeners } from '../../tests/index-engine/http-listener.ts';
import { encodeMsgpack } from '../../index-engine/http/msgpack-encode.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { SYSTEM_CLOCK } from '../model/clock.ts';
import { FakeClock } from '../model/testing-clock.ts';
import { RemoteIndex } from './remote-index.ts';

const listen = httpListeners();
let server: IndexServer;
const opened: RemoteIndex[] = [];
beforeEach(async () => {
  server = await serveIndex({ directory: join(temporaryFolder(), 'served'), host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const index of opened.splice(0)) await index.close();
  await server.close();
});

function remote(library: string, url = `http://127.0.0.1:${server.port}/music`, isKnown = false): RemoteIndex {
  const index = new RemoteIndex({ url, library, clock: SYSTEM_CLOCK, isKnown: async () => isKnown });
  opened.push(index);
  return index;
}

const DOCUMENT = { type: 'insert', id: 7, hashes: Uint32Array.of(1, 2, 3) } as const;

describe('an index on a server', () => {
  it('is searched, changed, described and emptied by its address', async () => {
    const index = remote('mine');
    await index.update([DOCUMENT]);
    expect(await index.search(DOCUMENT.hashes, { minScore: 1 })).toEqual([{ id: 7, score: 3 }]);
    expect([await index.has(7), await index.has(8)]).toEqual([true, false]);
    await index.clear();
    expect(await index.info()).toMatchObject({ documents: 0, metadata: { 'descant.library': 'mine' } });
  });

  it('belongs to the library that comes first, also of two that come at once', async () => {
    const both = [remote('one'), remote('other')];
    const results = await Promise.allSettled(both.map((index) => index.reach()));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toMatchObject([{ code: 'FOREIGN_INDEX' }]);
    const winner = both[results.findIndex(({ status }) => status === 'fulfilled')]!;
    await winner.update([DOCUMENT]);
    await expect(remote('third').reach()).rejects.toMatchObject({ code: 'FOREIGN_INDEX' });
    await remote('third', `http://127.0.0.1:${server.port}/another`).reach();
  });

  it('of nobody that has documents already is not taken, unless this library has filled it', async () => {
    await fetch(`http://127.0.0.1:${server.port}/music`, { method: 'PUT' });
    const body = JSON.stringify({ hashes: [1] });
    const headers = { 'Content-Type': 'application/json' };
    await fetch(`http://127.0.0.1:${server.port}/music/5`, { method: 'PUT', body, headers });
    await expect(remote('mine').reach()).rejects.toMatchObject({ code: 'FOREIGN_INDEX' });
    await remote('mine', undefined, true).reach();
  });

  it('gets long lists of documents in requests of a fair size', async () => {
    const index = remote('mine');
    const { version } = await index.info();
    const long = (id: number) => ({ type: 'insert', id, hashes: new Uint32Array(150_000).fill(id) }) as const;
    expect(await index.update([long(1), long(2), long(3), { type: 'delete', id: 9 }])).toEqual({
      version: version + 2,
    });
    expect(await index.info()).toMatchObject({ documents: 3 });
  });

  it('on a server that keeps no metadata is used all the same, and that is known', async () => {
    let documents = 0;
    const { url } = await listen((request, response) => {
      request.resume().on('end', () => {
        if (request.url!.endsWith('_update')) documents += 1;
        const answer = request.method === 'GET' ? { v: 1, s: { num_docs: documents - 1 } } : { v: 1 };
        response.end(encodeMsgpack(answer));
      });
    });
    const index = remote('mine', `${url}/music`);
    await index.reach();
    expect(index.keepsMetadata).toBe(false);
  });
});

describe('a server that cannot be reached', () => {
  it('is tried again with the next call, and rejects what asks for it', async () => {
    const { port } = server;
    const folder = temporaryFolder();
    await server.close();
    const index = remote('mine', `http://127.0.0.1:${port}/music`);
    await expect(index.info()).rejects.toMatchObject({ code: 'Unreachable' });
    expect([index.isReached, index.problem?.message]).toEqual([false, expect.stringContaining('ECONNREFUSED')]);
    expect(index.nextTry).toBeGreaterThan(Date.now() - 60_000);
    server = await serveIndex({ directory: folder, host: '127.0.0.1', port });
    expect(await index.info()).toMatchObject({ documents: 0 });
    expect([index.isReached, index.problem, index.nextTry]).toEqual([true, null, null]);
  });

  it('is asked with growing pauses, which begin anew when all is well', async () => {
    const clock = new FakeClock(0);
    const { port } = server;
    await server.close();
    const index = new RemoteIndex({
      url: `http://127.0.0.1:${port}/music`,
      library: 'mine',
      clock,
      isKnown: async () => false,
    });
    opened.push(index);
    const away: string[] = [];
    const reached = Promise.withResolvers<void>();
    index.follow({ reached: () => reached.resolve(), away: ({ message }) => away.push(message) });
    await index.reach().catch(() => {});
    while (clock.sleeps.length < 8) await new Promise(setImmediate);
    server = await serveIndex({ directory: temporaryFolder(), host: '127.0.0.1', port });
    await reached.promise;
    expect(clock.sleeps.slice(0, 8)).toEqual([1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000, 60_000]);
    expect(away).toHaveLength(1);
    index.settle();
    clock.sleeps.length = 0;
    index.suspend(new Error('refused'));
    while (!index.isReached) await new Promise(setImmediate);
    expect(clock.sleeps).toEqual([1000]);
  });

  it('does not end a call that it interrupts, where it is back at once', async () => {
    const index = remote('mine');
    await index.update([DOCUMENT]);
    const { port } = server;
    await server.close();
    server = await serveIndex({ directory: temporaryFolder(), host: '127.0.0.1', port });
    expect(await index.search(DOCUMENT.hashes)).toEqual([]);
  });

  it('can be closed before its first use, after it, and while it is being reached', async () => {
    await remote('mine').close();
    const used = remote('mine');
    await used.info();
    await used.close();
    await expect(used.info()).rejects.toMatchObject({ code: 'Closed' });
    await server.close();
    const failing = remote('mine');
    const failure = failing.info();
    await failing.close();
    await expect(failure).rejects.toMatchObject({ code: 'Unreachable' });
  });
});
