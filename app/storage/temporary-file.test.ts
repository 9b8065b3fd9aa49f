import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { temporaryFor } from './temporary-file.ts';

const HOUR = 3_600_000;
const goneProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

it('is hidden beside the file, and names the process', () => {
  expect(temporaryFor('/some/where/library.json')).toBe(`/some/where/.library.json.${process.pid}.tmp`);
});

it('removes what a process left that is gone, once nobody writes to it', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'library.json');
  const left = `.library.json.${goneProcess()}.tmp`;
  const others = [
    `.library.json.${process.ppid}.tmp`,
    `.other.json.${goneProcess()}.tmp`,
    '.library.json.notes.tmp',
    'library.json',
  ];
  for (const name of [left, `${left}-journal`, ...others]) writeFileSync(join(folder, name), 'x');
  temporaryFor(path);
  expect(existsSync(join(folder, left))).toBe(true);
  temporaryFor(path, Date.now() + HOUR);
  expect(readdirSync(folder).toSorted()).toEqual(others.toSorted());
});
