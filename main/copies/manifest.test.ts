import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { CopyManifest, MANIFEST } from './manifest.ts';

const file = (path: string, source = 'a', size = 1) => ({ path, source, size });

let directory: string;
let path: string;
beforeEach(() => {
  directory = temporaryFolder();
  path = join(directory, MANIFEST);
});

it('knows what was copied as soon as it was, also without being closed', () => {
  const manifest = CopyManifest.read(directory);
  expect(manifest.files()).toEqual([]);
  manifest.add(file('x/a.flac'));
  manifest.add(file('x/b.flac'));
  manifest.add(file('x/a.flac', 'b', 2));
  manifest.remove('x/b.flac');
  const again = CopyManifest.read(directory);
  expect(again.files()).toEqual([file('x/a.flac', 'b', 2)]);
  expect(again.get('x/a.flac')).toEqual(file('x/a.flac', 'b', 2));
  expect(again.get('x/b.flac')).toBeUndefined();
});

it('has one line for each file when it is closed', () => {
  const manifest = CopyManifest.read(directory);
  for (const size of [1, 2, 3]) manifest.add(file('a', 'a', size));
  manifest.add(file('b'));
  manifest.remove('b');
  manifest.close();
  expect(readFileSync(path, 'utf8')).toBe('{"path":"a","source":"a","size":3}\n');
});

it('is not written by a run that copies nothing', () => {
  writeFileSync(path, '{"path":"a","source":"a","size":3}\n\n');
  CopyManifest.read(directory).close();
  expect(readFileSync(path, 'utf8')).toContain('\n\n');
});

it('passes over lines that were cut, and paths that lead elsewhere', () => {
  const bad = ['{"path":"b","sou', '[]', 'null', '{"path":"b"}', '{"path":1,"source":"a","size":1}'];
  const outside = ['/etc/passwd', '../up', 'x/../../up'].map((one) => JSON.stringify(file(one)));
  writeFileSync(path, [...bad, ...outside, JSON.stringify(file('a'))].join('\n'));
  expect(CopyManifest.read(directory).files()).toEqual([file('a')]);
  appendFileSync(path, '\n{"gone":"a"}');
  expect(CopyManifest.read(directory).files()).toEqual([]);
});
