import type { BigIntStats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HeldFiles } from './batch-files.ts';
import { recordOf } from './file-record.ts';
import { GrowingBatch, isEmpty } from './scan-batch.ts';
import { brokenFile } from './scanned-file.ts';

const FOLDER = Buffer.from('/m');
const STATS = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n } as BigIntStats;
const FILE = recordOf(brokenFile(Buffer.from('a'), STATS, 'cut'));
const RETURNED = { id: 1, folderId: 2, folder: FOLDER, name: Buffer.from('a') };
const sidecars = (found: number, gone: number) => ({
  folder: FOLDER,
  found: Array.from({ length: found }, () => ({ name: Buffer.from('a'), stats: {} as never })),
  gone: Array.from({ length: gone }, (_, id) => id),
});

describe('a batch', () => {
  it('is large with 512 files and changes of files', () => {
    const batch = new GrowingBatch(new HeldFiles());
    for (let i = 0; i < 508; i++) batch.files.add(FOLDER, FILE);
    batch.returned.push(RETURNED);
    batch.keys.push({ fileId: 1, key: Buffer.of(1) });
    batch.gone.push(1);
    expect(batch.isLarge).toBe(false);
    batch.gone.push(2);
    expect(batch.isLarge).toBe(true);
  });

  it('is large with 2048 rows of sidecars', () => {
    const batch = new GrowingBatch(new HeldFiles());
    batch.addSidecars(sidecars(1000, 1000));
    batch.addSidecars(sidecars(40, 7));
    expect(batch.isLarge).toBe(false);
    batch.addSidecars(sidecars(0, 1));
    expect(batch.isLarge).toBe(true);
  });

  it('is empty as long as there is nothing in it to be stored', () => {
    const batch = new GrowingBatch(new HeldFiles());
    batch.done = 5;
    batch.errors.push({ path: FOLDER, message: 'gone' });
    expect(isEmpty(batch)).toBe(true);
    expect(isEmpty({ ...batch, returned: [RETURNED] })).toBe(false);
    expect(isEmpty({ ...batch, keys: [{ fileId: 1, key: Buffer.of(1) }] })).toBe(false);
    const files = new HeldFiles();
    files.add(FOLDER, FILE);
    expect(isEmpty({ ...batch, files })).toBe(false);
    expect(isEmpty({ ...batch, gone: [1] })).toBe(false);
    expect(isEmpty({ ...batch, sidecars: [sidecars(0, 0)] })).toBe(false);
  });
});
