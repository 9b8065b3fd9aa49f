import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { findDumps } from './find-dumps.ts';

const folder = temporaryFolder();
mkdirSync(join(folder, '2026', '2026-07'), { recursive: true });
const names = [
  '2026/2026-07/2026-07-23-track-update.jsonl.gz',
  '2026/2026-07/2026-07-22-track_mbid-update.jsonl.gz',
  '2026/2026-07/2026-07-22-track-update.jsonl.gz',
  '2026/2026-07/2026-07-22-track_puid-update.jsonl.gz',
  '2026/2026-07/index.json',
  'release.tar.xz',
  'LATEST',
];
for (const name of names) writeFileSync(join(folder, name), 'xy');

it('finds the files of folders in the order of their days and lists', async () => {
  const { sources, ignored } = await findDumps([folder]);
  expect(sources.map(({ name }) => name)).toEqual([
    'release.tar.xz',
    '2026-07-22-track-update.jsonl.gz',
    '2026-07-22-track_mbid-update.jsonl.gz',
    '2026-07-23-track-update.jsonl.gz',
  ]);
  expect(sources[1]).toMatchObject({ kind: 'track', day: '2026-07-22', bytes: 2 });
  expect(ignored).toEqual(['2026-07-22-track_puid-update.jsonl.gz']);
});

it('takes a file that is named twice once', async () => {
  const path = join(folder, 'release.tar.xz');
  expect((await findDumps([path, path, folder])).sources).toHaveLength(4);
});

it('refuses what is no dump, and what is not there', async () => {
  await expect(findDumps([join(folder, 'LATEST')])).rejects.toMatchObject({ code: 'UNKNOWN_DUMP' });
  await expect(findDumps([join(folder, 'none')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(findDumps([temporaryFolder()])).rejects.toMatchObject({ code: 'UNKNOWN_DUMP' });
});
