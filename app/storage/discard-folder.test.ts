import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { discardFolder } from './discard-folder.ts';

it('removes a folder with everything in it, and what a kill left of an earlier one', async () => {
  const parent = temporaryFolder();
  const folder = join(parent, 'index');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(join(folder, 'deep', 'file'), 'x');
  mkdirSync(join(parent, 'index.discarded'));
  writeFileSync(join(parent, 'index.discarded', 'file'), 'x');
  await discardFolder(folder);
  expect(readdirSync(parent)).toEqual([]);
});

it('removes the rest of an earlier one when there is no folder', async () => {
  const parent = temporaryFolder();
  mkdirSync(join(parent, 'index.discarded'));
  await discardFolder(join(parent, 'index'));
  expect(readdirSync(parent)).toEqual([]);
  await discardFolder(join(parent, 'index'));
  expect(existsSync(parent)).toBe(true);
});
