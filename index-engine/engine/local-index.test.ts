import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testConformance } from '../../tests/index-engine/conformance.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { advanceWithEachReading } from '../../tests/index-engine/test-clock.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import { Engine } from './engine.ts';
import { LocalIndex } from './local-index.ts';
import { decodeManifest } from './manifest.ts';

const newPath = temporaryPaths();

async function open(): Promise<LocalIndex> {
  return new LocalIndex(await Engine.open(newPath(), { sync: false, jobRunner: new SegmentBuilder() }));
}

testConformance('in a directory, on the thread of the caller', async () => {
  const index = await open();
  return { index, dispose: () => index.close() };
});

const hashes = (...values: number[]): Uint32Array => Uint32Array.from(values);

describe('an index on the thread of the caller', () => {
  it('describes its segments and what it has done', async () => {
    const index = await open();
    await index.update([{ type: 'insert', id: 1, hashes: hashes(1, 2) }]);
    await index.checkpoint();
    await index.update([{ type: 'delete', id: 1 }]);
    expect(await index.segments()).toMatchObject([
      { kind: 'file', documents: 1, deadDocuments: 1 },
      { kind: 'memory', tombstones: 1 },
    ]);
    await index.search(hashes(1));
    await index.settle();
    expect(await index.statistics()).toMatchObject({ checkpoints: 2, merges: 1, searches: 1 });
    expect(await index.info()).toMatchObject({ documents: 0, segments: 0, version: 2 });
    await index.close();
  });

  it('pins the files of a state with everything that was updated, until they are released', async () => {
    const index = await open();
    await index.update([{ type: 'insert', id: 1, hashes: hashes(1, 2) }]);
    const copy = await index.pinFiles();
    expect(copy.files.map(({ path, bytes }) => [basename(path), statSync(path).size === bytes])).toEqual([
      [expect.stringMatching(/^segment-\d{8}$/), true],
    ]);
    expect(decodeManifest(copy.manifest)).toMatchObject({ version: 1, segments: [expect.any(Number)] });
    await index.update([{ type: 'insert', id: 1, hashes: hashes(5) }]);
    await index.settle();
    expect(readFileSync(copy.files[0]!.path)).toHaveLength(copy.files[0]!.bytes);
    copy.release();
    await index.close();
    expect(() => statSync(copy.files[0]!.path)).toThrow('ENOENT');
  });

  it('ends a search that is aborted between two slices', async () => {
    const index = await open();
    advanceWithEachReading(10);
    const common = Uint32Array.from({ length: 300 }, (_, i) => i);
    await index.update([{ type: 'insert', id: 1, hashes: common }]);
    const controller = new AbortController();
    const pending = index.search(common, { signal: controller.signal, timeout: 10_000 });
    controller.abort(new Error('not needed'));
    await expect(pending).rejects.toThrow('not needed');
    expect((await index.statistics()).searches).toBe(0);
    await index.close();
  });

  it('closes once, and has ended for every caller that closes it', async () => {
    const index = await open();
    const update = index.update([{ type: 'insert', id: 1, hashes: hashes(1) }]);
    expect(index.close()).toBe(index.close());
    await index.close();
    expect(await update).toEqual({ version: 1 });
    for (const call of [index.has(1), index.info(), index.segments(), index.statistics(), index.checkpoint()]) {
      await expect(call).rejects.toMatchObject({ code: 'Closed' });
    }
  });
});
