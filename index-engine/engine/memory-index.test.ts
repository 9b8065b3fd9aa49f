import { expect, it } from 'vitest';
import { testConformance } from '../../tests/index-engine/conformance.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import { MemoryIndex } from './memory-index.ts';

testConformance('in memory', async () => {
  const index = new MemoryIndex();
  return { index, dispose: () => index.close() };
});

it('ends a search in memory that is aborted while it waits for its turn', async () => {
  const index = new MemoryIndex();
  // Each slice ends when the clock is read for the first time: a search of 300 hashes takes several.
  advanceWithEachReading(10);
  const common = Uint32Array.from({ length: 300 }, (_, i) => i);
  await index.update([{ type: 'insert', id: 1, hashes: common }]);
  const controller = new AbortController();
  const pending = index.search(common, { signal: controller.signal, timeout: 10_000 });
  controller.abort(new Error('not needed'));
  await expect(pending).rejects.toThrow('not needed');
  const ended = index.search(common, { timeout: 10_000 });
  await index.close();
  await expect(ended).rejects.toMatchObject({ code: 'Closed' });
  await expect(index.has(1)).rejects.toMatchObject({ code: 'Closed' });
  await expect(index.info()).rejects.toMatchObject({ code: 'Closed' });
});
