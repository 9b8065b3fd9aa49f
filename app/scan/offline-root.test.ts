import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { whyOffline } from './offline-root.ts';
import { roots } from './roots.ts';
import type { ScanRoot } from './scan-result.ts';

let library: TestLibrary;
let root: ScanRoot;

beforeEach(() => {
  library = testLibrary();
  root = roots(library.connection)[0]!;
});

it('lets an empty root be scanned while nothing of it is known', () => {
  expect(whyOffline(library.connection, root)).toBeNull();
});

it('asks for the disk of a root that held music and is empty but for what every disk has', async () => {
  const song = join(library.music, 'a.mp3');
  writeFileSync(song, 'no audio');
  await library.scan();
  expect(whyOffline(library.connection, root)).toBeNull();
  rmSync(song);
  mkdirSync(join(library.music, 'lost+found'));
  writeFileSync(join(library.music, '.hidden'), '');
  expect(whyOffline(library.connection, root)).toMatch('plugged in');
  writeFileSync(join(library.music, 'b'), '');
  expect(whyOffline(library.connection, root)).toBeNull();
});

it('tells why a root cannot be read', () => {
  rmSync(library.music, { recursive: true });
  expect(whyOffline(library.connection, root)).toMatch('there is no such file or folder');
});
