import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { FileRemover } from './file-remover.ts';

const newPath = temporaryPaths();

it('has nothing to wait for when nothing is removed', async () => {
  await expect(new FileRemover().finished()).resolves.toBeUndefined();
});

it('has removed the files when it is finished, and minds neither missing files nor folders', async () => {
  const remover = new FileRemover();
  const [first, folder, second] = [newPath(), newPath(), newPath()];
  writeFileSync(first, 'x');
  mkdirSync(folder);
  writeFileSync(second, 'x');
  for (const path of [first, folder, newPath(), second]) remover.remove(path);
  await remover.finished();
  expect([first, folder, second].map((path) => existsSync(path))).toEqual([false, true, false]);
});
