import { describe, expect, it } from 'vitest';
import { GrowingBatch, isEmpty } from './scan-batch.ts';
import type { FileRecord } from './file-record.ts';

const FOLDER = Buffer.from('/m');
const FILE = { name: Buffer.from('a') } as FileRecord;
const RETURNED = { id: 1, folderId: 2, folder: FOLDER, name: Buffer.from('a') };
const sidecars = (found: number, gone: number) => ({
  folder: FOLDER,
  found: Array.from({ length: found }, () => ({ name: Buffer.from('a'), stats: {} as never })),
  gone: Array.from({ length: gone }, (_, id) => id),
});

describe('a batch', () => {
  it('keeps the files of a folder together, and those of folders apart', () => {
    const batch = new GrowingBatch();
    batch.addFile(FOLDER, FILE);
    batch.addFile(FOLDER, FILE);
    const other = Buffer.from('/n');
    batch.addFile(other, FILE);
    expect(batch.folders).toEqual([
      { folder: FOLDER, files: [FILE, FILE] },
      { folder: other, files: [FILE] },
    ]);
  });

  it('is large with 512 files and changes of files', () => {
    const batch = new GrowingBatch();
    for (let i = 0; i < 508; i++) batch.addFile(FOLDER, FILE);
    batch.returned.push(RETURNED);
    batch.keys.push({ fileId: 1, key: Buffer.of(1) });
    batch.gone.push(1);
    expect(batch.isLarge).toBe(false);
    batch.gone.push(2);
    expect(batch.isLarge).toBe(true);
  });

  it('is large with 2048 rows of sidecars', () => {
    const batch = new GrowingBatch();
    batch.addSidecars(sidecars(1000, 1000));
    batch.addSidecars(sidecars(40, 7));
    expect(batch.isLarge).toBe(false);
    batch.addSidecars(sidecars(0, 1));
    expect(batch.isLarge).toBe(true);
  });

  it('is empty as long as there is nothing in it to be stored', () => {
    const batch = new GrowingBatch();
    batch.done = 5;
    batch.errors.push({ path: FOLDER, message: 'gone' });
    expect(isEmpty(batch)).toBe(true);
    expect(isEmpty({ ...batch, returned: [RETURNED] })).toBe(false);
    expect(isEmpty({ ...batch, keys: [{ fileId: 1, key: Buffer.of(1) }] })).toBe(false);
    expect(isEmpty({ ...batch, folders: [{ folder: FOLDER, files: [] }] })).toBe(false);
    expect(isEmpty({ ...batch, gone: [1] })).toBe(false);
    expect(isEmpty({ ...batch, sidecars: [sidecars(0, 0)] })).toBe(false);
  });
});
