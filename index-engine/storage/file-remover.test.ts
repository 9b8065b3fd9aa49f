import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { FileRemover } from './file-remover.ts';

const newPath = temporaryPaths();

it('has removed the files when it is finished, and minds neither missing files nor folders', async () => {
  const remover = new FileRemover();
  const [file, folder] = [newPath(), newPath()];
  writeFileSync(file, 'x');
  mkdirSync(folder);
  for (const path of [file, folder, newPath()]) remover.remove(path);
  await remover.finished();
  expect([existsSync(file), existsSync(folder)]).toEqual([false, true]);
});
