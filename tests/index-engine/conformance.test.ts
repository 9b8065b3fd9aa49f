/** The conformance tests on an index in a folder, with its real worker threads. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex } from '../../index-engine/index.ts';
import { testConformance } from './conformance.ts';

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
