import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { addRoot, roots } from './roots.ts';
import { Scanner } from './scanner.ts';
import type { ScanCounts, ScanResult } from './scan-result.ts';

let library: TestLibrary;
let progress: ScanCounts[];
let stored: (readonly number[] | null)[];
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(() => {
  library = testLibrary();
});

async function scan(onStored: () => void = () => {}, signal = new AbortController().signal): Promise<ScanResult> {
  progress = [];
  stored = [];
  const scanner = new Scanner(library.connection, new TrackWriter(library.connection));
  const observer = {
    progress: (counts: Readonly<ScanCounts>) => progress.push({ ...counts }),
    stored: (ids: readonly number[] | null) => {
      stored.push(ids);
      onStored();
    },
  };
  return scanner.scan(roots(library.connection), () => false, observer, signal);
}

test('the files of all folders of all roots are counted first', async () => {
  for (const name of ['a.mp3', 'b.mp3', 'album/c.mp3']) {
    mkdirSync(inMusic('album'), { recursive: true });
    writeFileSync(inMusic(name), 'no audio');
  }
  const other = join(library.folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'd.mp3'), 'no audio');
  addRoot(library.connection, other, null);
  const result = await scan();
  expect(result).toEqual({
    total: 4,
    done: 4,
    added: 4,
    changed: 0,
    missing: 0,
    failed: 4,
    cancelled: false,
    errors: [],
  });
  // Progress may be told while the files are counted, too: then there is no total yet.
  expect(new Set(progress.map(({ total }) => total ?? 4))).toEqual(new Set([4]));
  expect(progress.at(-1)).toEqual({ total: 4, done: 4, added: 4, changed: 0, missing: 0, failed: 4 });
});

test('new tracks are named to the observer once they can be read', async () => {
  makeAudio(inMusic('a.mp3'), { tags: { title: 'one' }, seconds: 1 });
  let found: number[] = [];
  await scan(() => (found = library.find('one')));
  expect(stored).toEqual([found]);
  expect(found).toHaveLength(1);
});

test('tracks that are found again, or gone, are many', async () => {
  makeAudio(inMusic('a.mp3'), { seconds: 1 });
  makeAudio(inMusic('b.mp3'), { seconds: 1 });
  await scan();
  library.connection.prepare('UPDATE file SET missing_since = 1').run();
  library.connection.prepare('UPDATE track SET present = 0').run();
  expect(await scan()).toMatchObject({ added: 0, changed: 0, done: 2 });
  expect(new Set(stored)).toEqual(new Set([null]));
  expect(library.find('')).toHaveLength(2);
});

test('a file that is gone counts once, and a folder that is gone counts its files', async () => {
  makeAudio(inMusic('a.mp3'), { seconds: 1 });
  for (const name of ['b.mp3', 'c.mp3']) {
    mkdirSync(inMusic('album'), { recursive: true });
    copyFileSync(inMusic('a.mp3'), inMusic('album', name));
  }
  await scan();
  rmSync(inMusic('album', 'b.mp3'));
  expect(await scan()).toMatchObject({ missing: 1, total: 2, done: 2 });
  expect(await scan()).toMatchObject({ missing: 0 });
  expect(stored).toEqual([]);
  rmSync(inMusic('album'), { recursive: true });
  expect(await scan()).toMatchObject({ missing: 1 });
  expect(stored).toEqual([null]);
});

test('rows are committed after 512 files at the latest', async () => {
  for (let i = 0; i < 513; i++) writeFileSync(inMusic(`${i}.mp3`), 'no audio');
  const rows: number[] = [];
  await scan(() => rows.push(library.connection.prepare('SELECT id FROM file').all().length));
  expect(rows.at(-1)).toBe(513);
  expect(rows.length).toBeGreaterThan(1);
  const steps = rows.map((count, i) => count - (rows[i - 1] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(512);
});

test('a scan that is cancelled keeps what was committed, and forgets nothing', async () => {
  for (let i = 0; i < 600; i++) writeFileSync(inMusic(`${i}.mp3`), 'no audio');
  const controller = new AbortController();
  const result = await scan(() => controller.abort(), controller.signal);
  expect(result.cancelled).toBe(true);
  expect(result.missing).toBe(0);
  expect(result.done).toBeLessThan(600);
  expect(library.find('')).toHaveLength(result.done);
});

test('an aborted count leaves the total open', async () => {
  writeFileSync(inMusic('a.mp3'), 'no audio');
  const result = await scan(() => {}, AbortSignal.abort());
  expect(result).toMatchObject({ total: null, done: 0, cancelled: true });
});

test('a root that is not there is an error, and the other roots are scanned all the same', async () => {
  const other = join(library.folder, 'other');
  mkdirSync(other);
  addRoot(library.connection, other, null);
  writeFileSync(join(other, 'a.mp3'), 'no audio');
  rmSync(library.music, { recursive: true });
  const { added, errors } = await scan();
  expect(added).toBe(1);
  expect(errors).toEqual([{ path: Buffer.from(library.music), message: expect.stringContaining('ENOENT') }]);
});

test('an empty root is none of an unplugged disk while nothing of it is known', async () => {
  expect(await scan()).toMatchObject({ errors: [], total: 0, done: 0 });
});
