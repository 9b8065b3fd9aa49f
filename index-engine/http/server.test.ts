/** The life of the server: restarts, disconnects, its end. */

import { existsSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { until } from '../../tests/index-engine/until.ts';
import { JSON_TYPE, testedServer } from '../../tests/index-engine/tested-server.ts';
import { serveIndex } from '../index.ts';

const newPath = temporaryPaths();
const tested = testedServer();
const { json } = tested;
afterEach(() => {
  vi.useRealTimers();
});

describe('the server of indexes', () => {
  it('answers other clients when one disconnects', async () => {
    await json('PUT', '/leave');
    for (let i = 0; i < 20; i++) {
      const socket = connect(tested.port, '127.0.0.1');
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

  it('does not start on a port that is taken, and lets go of its directory', async () => {
    const directory = newPath();
    await expect(serveIndex({ directory, host: '127.0.0.1', port: tested.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(existsSync(join(directory, 'lock'))).toBe(false);
  });

  it('needs nothing to report problems to', async () => {
    const directory = newPath();
    const first = await serveIndex({ directory, host: '127.0.0.1', port: 0 });
    await fetch(`http://127.0.0.1:${first.port}/a`, { method: 'PUT' });
    await first.close();
    writeFileSync(join(directory, 'a', 'manifest'), 'rubbish');
    const second = await serveIndex({ directory, host: '127.0.0.1', port: 0 });
    while (!(await fetch(`http://127.0.0.1:${second.port}/_health`)).ok);
    expect(await (await fetch(`http://127.0.0.1:${second.port}/a`)).json()).toEqual({ error: 'CorruptFile' });
    await second.close();
  });

  it('passes options on to its indexes', async () => {
    const server = await serveIndex({
      directory: newPath(),
      host: '127.0.0.1',
      port: 0,
      index: { memoryPostings: 1, sync: false },
    });
    const url = `http://127.0.0.1:${server.port}/a`;
    for (const path of ['', '/1', '/2']) {
      await fetch(`${url}${path}`, {
        method: 'PUT',
        body: '{"hashes":[5]}',
        headers: { 'content-type': JSON_TYPE },
      });
    }
    // The second document does not fit in the memory segment of the first.
    const { segments } = (await (await fetch(`${url}/_segments`)).json()) as { segments: unknown[] };
    expect(segments).toHaveLength(2);
    await server.close();
  });

  it('closes at once while clients keep connections open', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await serveIndex({ directory: newPath(), host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve) => {
      request(`http://127.0.0.1:${server.port}/_health`, { agent }, (response) => {
        response.resume().on('end', resolve);
      }).end();
    });
    await server.close();
    expect(vi.getTimerCount()).toBe(0);
    agent.destroy();
  });

  it('waits five seconds for requests that are not finished, and then ends them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await serveIndex({ directory: newPath(), host: '127.0.0.1', port: 0 });
    const socket = connect(server.port, '127.0.0.1');
    let ended = false;
    socket.on('close', () => (ended = true));
    socket.on('error', () => undefined);
    socket.write(
      'GET /_health HTTP/1.1\r\nHost: x\r\n\r\nPOST /a/_search HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{',
    );
    await new Promise((resolve) => socket.once('data', resolve));
    const closing = server.close();
    vi.advanceTimersByTime(4999);
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    vi.advanceTimersByTime(1);
    await closing;
    await until(() => ended);
  });
});
