import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { everywhere } from './places.ts';
import { roots } from './roots.ts';
import type { ScanBatch } from './scan-batch.ts';
import { ScanReading } from './scan-reading.ts';
import type { ScanResult } from './scan-result.ts';
import { ScanRun } from './scan-run.ts';

let library: TestLibrary;
let reading: ScanReading;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(() => {
  library = testLibrary();
  reading = new ScanReading(join(library.folder, 'library'));
});
afterEach(async () => {
  vi.useRealTimers();
  await reading.close();
});

function writeFiles(number: number, folder = ''): void {
  mkdirSync(inMusic(folder), { recursive: true });
  for (let i = 0; i < number; i++) writeFileSync(inMusic(folder, `${i}.flac`), 'fLaC this is not one');
}

function scanRun(stored: () => void = () => {}): ScanRun {
  return new ScanRun(library.connection, new TrackWriter(library.connection), { progress: () => {}, stored }, reading);
}

const scan = (mount: string | null = null): Promise<ScanResult> => scanRun().scan(mount);

it('finds, compares and moves files as in the thread of the writer', async () => {
  makeAudio(inMusic('a', 'one.flac'), { tags: { title: 'one' }, seconds: 1 });
  makeAudio(inMusic('a', 'two.mp3'), { tags: { title: 'two' }, seconds: 1, pitch: 300 });
  writeFileSync(inMusic('a', 'cover.jpg'), '');
  writeFiles(1200, 'broken');
  expect(await scan()).toMatchObject({ total: 1202, done: 1202, added: 1202, failed: 1200, errors: [] });
  const [one] = library.find('title:one');
  library.edits.apply([one!], { artist: ['mine'] }, TESTER);
  expect(await scan()).toMatchObject({ total: 1202, done: 1202, added: 0, changed: 0, moved: 0, missing: 0 });

  mkdirSync(inMusic('b'));
  renameSync(inMusic('a', 'one.flac'), inMusic('b', 'other.flac'));
  rmSync(inMusic('a', 'two.mp3'));
  rmSync(inMusic('broken'), { recursive: true });
  expect(await scan()).toMatchObject({ total: 1, done: 1, added: 0, changed: 0, moved: 1, missing: 1201 });
  expect(library.reader.get(one!)).toMatchObject({ title: 'one', artist: 'mine', missing: false });
});

it('ends its thread some time after the last scan, and starts it with the next one', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  writeFiles(2);
  await scan();
  vi.advanceTimersByTime(9000);
  expect(await scan()).toMatchObject({ done: 2, added: 0 });
  vi.advanceTimersByTime(9000);
  expect(reading.isRunning).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(reading.isRunning).toBe(false);
  expect(await scan()).toMatchObject({ done: 2, added: 0 });
  reading.prepare();
  vi.advanceTimersByTime(60_000);
  expect(reading.isRunning).toBe(true);
});

it('leaves the mount out', async () => {
  writeFiles(1, 'mount');
  writeFiles(1, 'mounted');
  expect(await scan(inMusic('mount'))).toMatchObject({ added: 1 });
  expect(await scan()).toMatchObject({ added: 1 });
});

it('reports what cannot be read', async () => {
  writeFiles(1);
  await scan();
  rmSync(library.music, { recursive: true });
  expect((await scan()).errors).toEqual([
    { path: Buffer.from(library.music), message: expect.stringContaining('there is no such file or folder') },
  ]);
});

it('keeps what was stored when it is cancelled, and scans again', async () => {
  // More than are stored together: six batches of 512 files.
  writeFiles(4000);
  const run = scanRun(() => run.cancel());
  const result = await run.scan(null);
  expect(result.cancelled).toBe(true);
  expect(result.missing).toBe(0);
  expect(result.done).toBeLessThan(4000);
  expect(library.find('')).toHaveLength(result.added);
  expect(await scan()).toMatchObject({ cancelled: false, done: 4000, added: 4000 - result.added });
});

it('does not begin to read once it is cancelled', async () => {
  writeFiles(1);
  const run = scanRun();
  const result = run.scan(null);
  run.cancel();
  expect(await result).toMatchObject({ cancelled: true, total: null, done: 0 });
});

it('reads a few batches ahead of what is stored, and ends with the error of storing one', async () => {
  writeFiles(6000);
  const source = await reading.open(null, new AbortController().signal);
  const [place] = everywhere(roots(library.connection));
  const taken: ScanBatch[] = [];
  let times = 0;
  const failing = (batches: readonly ScanBatch[]): void => {
    taken.push(...batches);
    if (++times === 2) throw new Error('the disk is full');
  };
  await expect(source.read(place!, failing)).rejects.toThrow('the disk is full');
  expect(times).toBe(2);
  expect(taken.reduce((sum, { done }) => sum + done, 0)).toBeLessThan(6000);
});

it('hands all over in the order in which it was read', async () => {
  writeFiles(3000);
  const source = await reading.open(null, new AbortController().signal);
  const [place] = everywhere(roots(library.connection));
  const batches: ScanBatch[] = [];
  await source.read(place!, (arrived) => void batches.push(...arrived));
  const read = batches.flatMap(({ files }) => [...files]);
  expect(read.flatMap(({ files }) => files.map(({ name }) => name.toString()))).toEqual(readdirSync(library.music));
});

it('starts again after it was closed', async () => {
  writeFiles(2);
  expect(await scan()).toMatchObject({ added: 2 });
  await reading.close();
  expect(await scan()).toMatchObject({ added: 0, done: 2 });
  await reading.close();
  await reading.close();
});

it('can be prepared, and leaves it to the scan to tell of a failure', async () => {
  reading.prepare();
  writeFiles(2);
  expect(await scan()).toMatchObject({ added: 2 });
  const lost = new ScanReading(join(library.folder, 'nowhere'));
  lost.prepare();
  await expect(lost.open(null, new AbortController().signal)).rejects.toThrow();
  await lost.close();
});

it('rejects when the library cannot be opened, and may be tried again', async () => {
  const lost = new ScanReading(join(library.folder, 'nowhere'));
  const { signal } = new AbortController();
  await expect(lost.open(null, signal)).rejects.toThrow();
  await expect(lost.open(null, signal)).rejects.toThrow();
  await lost.close();
});
