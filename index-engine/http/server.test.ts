/** The networking of the server: sizes, disconnects, restarts. */

import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { JSON_TYPE, testedServer } from '../../tests/index-engine/tested-server.ts';
import { serveIndex } from '../index.ts';

const newPath = temporaryPaths();
const tested = testedServer();
const { send, json, raw } = tested;

describe('the server of indexes', () => {
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
});
