import type { BigIntStats } from 'node:fs';
import { expect, it } from 'vitest';
import { HeldFiles } from './batch-files.ts';
import { recordOf } from './file-record.ts';
import { brokenFile } from './scanned-file.ts';

const STATS = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n } as BigIntStats;
const FILE = recordOf(brokenFile(Buffer.from('a'), STATS, 'cut'));

it('keeps the files of a folder together, and those of folders apart', () => {
  const files = new HeldFiles();
  expect(files.count).toBe(0);
  const [folder, other] = [Buffer.from('/m'), Buffer.from('/n')];
  files.add(folder, FILE);
  files.add(folder, FILE);
  files.add(other, FILE);
  expect(files.count).toBeGreaterThan(0);
  expect(files.count).toBe(3);
  expect([...files]).toEqual([
    { folder, files: [FILE, FILE] },
    { folder: other, files: [FILE] },
  ]);
});
