/**
 * The conformance tests over HTTP, in both encodings: one server, a new index for each test.
 */

import { afterAll, beforeAll } from 'vitest';
import { testConformance } from '../../tests/index-engine/conformance.ts';
import type { TestedIndex } from '../../tests/index-engine/conformance.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { HttpIndex } from './http-index.ts';
import { startServer } from './server.ts';
import type { IndexServer } from './server.ts';

const newPath = temporaryPaths();
let server: IndexServer;
let count = 0;
beforeAll(async () => {
  server = await startServer({ directory: newPath(), host: '127.0.0.1', port: 0, index: { sync: false } });
});
afterAll(() => server.close());

async function open(encoding: 'json' | 'msgpack'): Promise<TestedIndex> {
  const index = await HttpIndex.connect(`http://127.0.0.1:${server.port}/index-${count++}`, { encoding });
  return { index, dispose: () => index.close() };
}

testConformance('behind HTTP in MessagePack', () => open('msgpack'));
testConformance('behind HTTP in JSON', () => open('json'));
