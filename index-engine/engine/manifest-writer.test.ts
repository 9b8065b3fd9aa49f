import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSegment, writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { FileRemover } from '../storage/file-remover.ts';
import { manifestPath } from '../storage/index-files.ts';
import { EMPTY_MANIFEST, readManifest, writeManifest } from './manifest.ts';
import { ManifestWriter } from './manifest-writer.ts';

const newPath = temporaryPaths();

function newDirectory(): string {
  const directory = newPath();
  mkdirSync(directory);
  return directory;
}

function newSegment(): { path: string; segment: ReturnType<typeof openSegment> } {
  const path = newPath();
  writeSegment(path, { ids: [1], tombstones: [], postings: [] });
  return { path, segment: openSegment(path) };
}

const failed = { code: 'WriteFailed' };

describe('the writer of the manifest', () => {
  it('writes first and swaps then, one change after the other', async () => {
    const directory = newDirectory();
    const writer = new ManifestWriter(directory, EMPTY_MANIFEST, new FileRemover());
    const seen: unknown[] = [];
    const change = (version: number): Promise<void> =>
      writer.change(
        undefined,
        (manifest) => ({ ...manifest, version, segments: [...manifest.segments, version] }),
        () => seen.push(readManifest(directory), writer.manifest),
      );
    await Promise.all([change(1), change(2)]);
    const [first, second] = [
      { ...EMPTY_MANIFEST, version: 1, segments: [1] },
      { ...EMPTY_MANIFEST, version: 2, segments: [1, 2] },
    ];
    expect(seen).toEqual([first, first, second, second]);
  });

  it('changes nothing when it cannot write, removes the new segment, and can continue', async () => {
    const directory = newDirectory();
    await writeManifest(directory, EMPTY_MANIFEST);
    const remover = new FileRemover();
    const writer = new ManifestWriter(directory, EMPTY_MANIFEST, remover);
    const { path, segment } = newSegment();
    mkdirSync(`${manifestPath(directory)}.tmp`);
    const swap = (): never => expect.fail('the state must not follow');
    await expect(writer.change(segment, (manifest) => ({ ...manifest, version: 1 }), swap)).rejects.toMatchObject(
      failed,
    );
    await expect(writer.change(undefined, (manifest) => manifest, swap)).rejects.toMatchObject(failed);
    await remover.finished();
    expect([existsSync(path), writer.manifest]).toEqual([false, EMPTY_MANIFEST]);
    rmdirSync(`${manifestPath(directory)}.tmp`);
    await writer.change(
      undefined,
      (manifest) => ({ ...manifest, version: 1 }),
      () => undefined,
    );
    expect(readManifest(directory)).toEqual({ ...EMPTY_MANIFEST, version: 1 });
  });

  it('keeps the file of a segment that the manifest on disk may name', async () => {
    const remover = new FileRemover();
    const named = newDirectory();
    await writeManifest(named, { ...EMPTY_MANIFEST, segments: [1] });
    // Without a manifest it is unknown what names the file.
    for (const directory of [named, newDirectory()]) {
      const { path, segment } = newSegment();
      const writer = new ManifestWriter(directory, EMPTY_MANIFEST, remover);
      mkdirSync(`${manifestPath(directory)}.tmp`);
      await expect(
        writer.change(
          segment,
          (manifest) => manifest,
          () => undefined,
        ),
      ).rejects.toMatchObject(failed);
      await remover.finished();
      expect(existsSync(path)).toBe(true);
    }
  });
});
