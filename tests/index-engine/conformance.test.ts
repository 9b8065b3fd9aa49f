/**
 * The conformance tests, run over every kind of index there is.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectIndex, openIndex, openMemoryIndex, serveIndex } from '../../index-engine/index.ts';
import { testConformance } from './conformance.ts';
import type { TestedIndex } from './conformance.ts';

testConformance('in memory', async () => {
  const index = openMemoryIndex();
  return { index, dispose: () => index.close() };
});

testConformance('in a worker thread', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'index-conformance-'));
  const index = await openIndex(directory);
  return {
    index,
    async dispose() {
      await index.close();
      rmSync(directory, { recursive: true });
    },
  };
});

async function overHttp(encoding: 'json' | 'msgpack'): Promise<TestedIndex> {
  const directory = mkdtempSync(join(tmpdir(), 'index-conformance-'));
  const server = await serveIndex({ directory, host: '127.0.0.1', port: 0 });
  const index = await connectIndex(`http://127.0.0.1:${server.port}/main`, { encoding });
  return {
    index,
    async dispose() {
      await index.close();
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

testConformance('behind HTTP in MessagePack', () => overHttp('msgpack'));
testConformance('behind HTTP in JSON', () => overHttp('json'));
