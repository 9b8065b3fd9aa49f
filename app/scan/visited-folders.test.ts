import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { VisitedFolders } from './visited-folders.ts';
import { walk } from './walk.ts';

test('names the folders whose entries have changed since they were read', () => {
  const music = temporaryFolder();
  for (const folder of ['added', 'gone', 'renamed in', 'rewritten', 'same', 'žá']) mkdirSync(join(music, folder));
  for (const folder of ['renamed in', 'rewritten']) writeFileSync(join(music, folder, 'x.mp3'), '');
  const root = { id: 1, path: Buffer.from(music) };
  const visited = new VisitedFolders();
  for (const folder of walk(root.path, { skip: () => false, onError: () => {} })) {
    if (!folder.path.equals(root.path)) visited.add(root, folder);
  }
  expect(visited.changed()).toEqual([]);
  writeFileSync(join(music, 'added', 'y.mp3'), '');
  writeFileSync(join(music, 'žá', 'y.mp3'), '');
  rmSync(join(music, 'gone'), { recursive: true });
  renameSync(join(music, 'renamed in', 'x.mp3'), join(music, 'renamed in', 'y.mp3'));
  writeFileSync(join(music, 'rewritten', 'x.mp3'), 'other');
  expect(visited.changed()).toEqual(
    ['added', 'renamed in', 'žá'].map((name) => ({ root, path: Buffer.from(join(music, name)), shallow: false })),
  );
});
