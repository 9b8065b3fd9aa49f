import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../tests/index-engine/temporary-directory.ts';
import { connectIndex, openIndex, openMemoryIndex, serveIndex } from './index.ts';
import type { FingerprintIndex, IndexError } from './index.ts';

const newPath = temporaryPaths();

async function expectWorking(index: FingerprintIndex): Promise<void> {
  const hashes = Uint32Array.from([50, 60]);
  await index.update([{ type: 'insert', id: 7, hashes }]);
  expect(await index.search(hashes)).toEqual([{ id: 7, score: 2 }]);
}

describe('the face of the engine', () => {
  it('opens an index in a directory, in a thread of its own', async () => {
    const directory = newPath();
    const index = await openIndex(directory, { onProblem: (error) => expect.fail(error.message) });
    await expectWorking(index);
    await index.settle();
    expect((await index.segments()).map(({ kind }) => kind)).toEqual(['file', 'memory']);
    await index.close();
    await expect(index.info()).rejects.toMatchObject({ code: 'Closed' });
    const again = await openIndex(directory);
    expect(await again.has(7)).toBe(true);
    await again.close();
  });

  it('creates the folders of a directory, and lets one program open it', async () => {
    const directory = join(newPath(), 'deep', 'index');
    const index = await openIndex(directory);
    await expect(openIndex(directory)).rejects.toMatchObject({
      code: 'IndexLocked',
      message: `${directory} is open in this program already: close it there first.`,
    });
    await index.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
  });

  it('refuses a damaged index by the name of the file, and releases its lock', async () => {
    const directory = newPath();
    mkdirSync(directory);
    const path = join(directory, 'manifest');
    writeFileSync(path, 'rubbish');
    await expect(openIndex(directory)).rejects.toMatchObject({ code: 'CorruptFile', path });
    expect(readdirSync(directory)).toEqual(['manifest']);
    rmSync(path);
    await (await openIndex(directory)).close();
  });

  it('passes options on to the engine, and its problems to the caller', async () => {
    const directory = newPath();
    const { promise: problem, resolve } = Promise.withResolvers<IndexError>();
    const index = await openIndex(directory, { checkpointAfter: 0, sync: false, onProblem: resolve });
    rmSync(directory, { recursive: true });
    // The checkpoint after the update needs a new log, for which there is no folder.
    await index.update([{ type: 'insert', id: 7, hashes: Uint32Array.from([50]) }]);
    expect(await problem).toMatchObject({ code: 'WriteFailed', path: expect.stringContaining(directory) as string });
    await index.close();
  });

  it('opens an index in memory', async () => {
    const index = openMemoryIndex();
    await expectWorking(index);
    await index.close();
  });

  it('serves indexes, and connects to them', async () => {
    const server = await serveIndex({ directory: newPath(), host: '127.0.0.1', port: 0 });
    const index = await connectIndex(`http://127.0.0.1:${server.port}/main`);
    await expectWorking(index);
    await index.close();
    await server.close();
  });

  it('connects in the encoding that is asked for', async () => {
    const types: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      types.push(request.headers['content-type']);
      response.end(types.length === 1 ? '{}' : Uint8Array.from([0x80]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/main`;
    await (await connectIndex(url, { encoding: 'json' })).close();
    await (await connectIndex(url)).close();
    expect(types).toEqual(['application/json', 'application/vnd.msgpack']);
    await new Promise((resolve) => server.close(resolve));
  });
});
