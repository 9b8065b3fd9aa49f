import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { openSegment, writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { openSegmentFile } from './segment-file.ts';

const newPath = temporaryPaths();

function written(ids: readonly number[]): string {
  const path = newPath();
  writeSegment(path, { ids: [...ids], tombstones: [3, 4], postings: ids.map((id, i) => [id, i]) });
  return path;
}

/** Flips a bit of a block, counted from the end of the file. */
function damage(path: string, blockFromEnd: number): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - blockFromEnd * BLOCK_BYTES]! ^= 1;
  writeFileSync(path, bytes);
}

describe('an open segment file', () => {
  it('has its footer, its documents and its tombstones', async () => {
    const path = written([7, 9]);
    const calls = await recordFileCalls();
    const file = openSegmentFile(path);
    expect([file.path, file.bytes, file.footer.postings]).toEqual([path, 8 * BLOCK_BYTES, 2]);
    expect([file.documents.idOf(0), file.documents.idOf(1), ...file.tombstones]).toEqual([7, 9, 3, 4]);
    expect(calls).toEqual([`open ${basename(path)}`]);
    const consecutive = openSegmentFile(written([7, 8]));
    expect([consecutive.documents.isConsecutive, consecutive.documents.idOf(1)]).toEqual([true, 8]);
  });

  it('is closed again when a part of it is damaged', async () => {
    // Footer, tombstones, document ids.
    for (const blockFromEnd of [1, 4, 5]) {
      const path = written([7, 9]);
      damage(path, blockFromEnd);
      const calls = await recordFileCalls();
      const block = 8 - blockFromEnd;
      expect(() => openSegmentFile(path)).toThrow(
        expect.objectContaining({
          code: 'CorruptFile',
          path,
          message: `${path} is damaged: the checksum of block ${block} is wrong. Restore it from a backup or rebuild the index.`,
        }),
      );
      expect(calls).toEqual([`open ${basename(path)}`, `close ${basename(path)}`]);
    }
  });

  it('is closed again when only the list of its groups is damaged', async () => {
    for (const blockFromEnd of [2, 3]) {
      const path = written([7, 9]);
      damage(path, blockFromEnd);
      const calls = await recordFileCalls();
      expect(() => openSegment(path)).toThrow(`the checksum of block ${8 - blockFromEnd} is wrong`);
      expect(calls).toEqual([`open ${basename(path)}`, `close ${basename(path)}`]);
    }
  });

  it('has two blocks at least, header and footer', () => {
    const path = newPath();
    writeFileSync(path, Buffer.alloc(BLOCK_BYTES));
    expect(() => openSegmentFile(path)).toThrow('its length is not that of a segment');
    writeFileSync(path, Buffer.alloc(2 * BLOCK_BYTES));
    expect(() => openSegmentFile(path)).toThrow('the checksum of block 1 is wrong');
  });

  it('is not called damaged when the system does not open it', () => {
    const path = join(written([1]), 'below');
    expect(() => openSegmentFile(path)).toThrow(
      expect.objectContaining({
        code: 'Internal',
        path,
        message: `${path} could not be opened: Error: ENOTDIR: not a directory, open '${path}'`,
        cause: expect.objectContaining({ code: 'ENOTDIR' }) as Error,
      }),
    );
  });
});
