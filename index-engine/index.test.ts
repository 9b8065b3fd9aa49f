import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../tests/index-engine/temporary-directory.ts';
import { connectIndex, openIndex, openMemoryIndex, serveIndex } from './index.ts';
import type { FingerprintIndex } from './index.ts';

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
});
