import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { LIST_INDEXES } from '../library/list-indexes.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { HeldFiles } from './batch-files.ts';
import { Copies } from './copies.ts';
import { FileCount } from './file-count.ts';
import { LateIndexes } from './late-indexes.ts';
import { everywhere } from './places.ts';
import { addRoot, roots } from './roots.ts';
import { GrowingBatch, type ScanBatch } from './scan-batch.ts';
import { ScanPass } from './scan-pass.ts';
import type { ScanSource } from './scan-reader.ts';
import { Scanner } from './scanner.ts';
import type { ScanCounts, ScanPlace, ScanResult } from './scan-result.ts';
import { FileStore } from './store-files.ts';
import { SidecarStore } from './store-sidecars.ts';

let library: TestLibrary;
let progress: ScanCounts[];
let stored: (readonly number[] | null)[];
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(() => {
  library = testLibrary();
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface ScanTest {
  readonly onStored?: () => void;
  readonly signal?: AbortSignal;
  readonly skip?: (path: Buffer) => boolean;
}

async function scan({
  onStored = () => {},
  signal = new AbortController().signal,
  skip = () => false,
}: ScanTest = {}): Promise<ScanResult> {
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
  return scanner.scan(roots(library.connection), skip, observer, signal);
}

const count = (table: 'file' | 'sidecar'): number =>
  library.connection.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;

/** Files that are no audio: each becomes a row with its cause. */
function writeFiles(number: number, folder = ''): void {
  mkdirSync(inMusic(folder), { recursive: true });
  for (let i = 0; i < number; i++) writeFileSync(inMusic(folder, `${i}.mp3`), 'no audio');
}

/** Time that passes by `step` milliseconds whenever the scan asks for it. */
function passTime(step: number): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += step));
}

test('the files of all folders of all roots are counted beside the scan', async () => {
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
    moved: 0,
    missing: 0,
    failed: 4,
    cancelled: false,
    errors: [],
  });
  // Progress may be told while the files are counted, too: then there is no total yet.
  expect(new Set(progress.map(({ total }) => total ?? 4))).toEqual(new Set([4]));
  expect(progress.at(-1)).toEqual({ total: 4, done: 4, added: 4, changed: 0, moved: 0, missing: 0, failed: 4 });
});

test('new tracks are named to the observer once they can be read', async () => {
  makeAudio(inMusic('a.mp3'), { tags: { title: 'one' }, seconds: 1 });
  let found: number[] = [];
  await scan({ onStored: () => (found = library.find('one')) });
  expect(stored).toEqual([found]);
  expect(found).toHaveLength(1);
});

test('tracks that are found again are named', async () => {
  makeAudio(inMusic('a.mp3'), { seconds: 1 });
  makeAudio(inMusic('b.mp3'), { seconds: 1 });
  await scan();
  library.connection.prepare('UPDATE file SET missing_since = 1').run();
  library.connection.prepare('UPDATE track SET present = 0').run();
  expect(await scan()).toMatchObject({ added: 0, changed: 0, done: 2 });
  expect(stored).toEqual([library.find('')]);
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
  expect(stored).toEqual([
    library.connection.prepare('SELECT id FROM track WHERE present = 0 ORDER BY id DESC LIMIT 1').pluck().all(),
  ]);
});

test('rows are committed after 512 files at the latest', async () => {
  passTime(0);
  writeFiles(513);
  const rows: number[] = [];
  await scan({ onStored: () => rows.push(count('file')) });
  expect(rows).toEqual([512, 513]);
});

test.each([
  [125, [1, 2, 3, 4, 5, 6]],
  [124, [1, 3, 5, 6]],
])('rows are committed after a quarter of a second, and progress is told (steps of %i ms)', async (step, expected) => {
  // Where a file is known, no walk counts the files, which takes time as well.
  writeFiles(1, 'known');
  await scan();
  writeFiles(6);
  const rows: number[] = [];
  // Between one commit and the next file time passes twice: at the end of the slice, and when the file is read.
  passTime(step);
  await scan({ onStored: () => rows.push(count('file') - 1) });
  expect(rows).toEqual(expected);
  expect(progress.map(({ added }) => added)).toEqual(expect.arrayContaining(expected));
});

test('sidecars are committed after 2048 rows at the latest', async () => {
  for (let folder = 0; folder < 6; folder++) {
    writeFiles(1, `${folder}`);
    for (let i = 0; i < 500; i++) writeFileSync(inMusic(`${folder}`, `${i}.jpg`), '');
  }
  const rows: number[] = [];
  passTime(0);
  await scan({ onStored: () => rows.push(count('sidecar')) });
  expect(rows).toEqual([2500, 3000]);
});

test('other work of the thread runs after each slice of 8 milliseconds, and not before', async () => {
  writeFiles(10);
  await scan();
  const turnsOf = async (step: number): Promise<number> => {
    passTime(step);
    let turns = 0;
    let isOver = false;
    const countTurn = (): void => {
      if (isOver) return;
      turns += 1;
      setImmediate(countTurn);
    };
    setImmediate(countTurn);
    // The files are known: without a turn the scan does not wait for anything.
    await scan();
    isOver = true;
    return turns;
  };
  expect(await turnsOf(0)).toBe(0);
  expect(await turnsOf(8)).toBeGreaterThanOrEqual(10);
});

test('a file that is gone after its folder was listed has no sidecars, and is missing from the next scan on', async () => {
  writeFiles(1);
  writeFileSync(inMusic('cover.jpg'), '');
  mkdirSync(inMusic('below'));
  await scan();
  expect(count('sidecar')).toBe(1);
  let listed = 0;
  const skip = (): boolean => {
    listed += 1;
    if (listed === 1) rmSync(inMusic('0.mp3'));
    return false;
  };
  expect(await scan({ skip })).toMatchObject({ done: 1, added: 0, changed: 0, moved: 0, missing: 0, failed: 0 });
  expect(count('sidecar')).toBe(0);
  expect(await scan()).toMatchObject({ done: 0, missing: 1 });
});

test('a known file that changed counts as changed, and as failed while it is broken', async () => {
  makeAudio(inMusic('a.flac'), { seconds: 1 });
  await scan();
  writeFileSync(inMusic('a.flac'), 'fLaC this is not one');
  expect(await scan()).toMatchObject({ added: 0, changed: 1, failed: 1 });
  makeAudio(inMusic('a.flac'), { seconds: 1 });
  expect(await scan()).toMatchObject({ added: 0, changed: 1, failed: 0 });
});

test('a scan that is cancelled keeps what was committed, and forgets nothing', async () => {
  writeFiles(600);
  const controller = new AbortController();
  const result = await scan({ onStored: () => controller.abort(), signal: controller.signal });
  expect(result.cancelled).toBe(true);
  expect(result.missing).toBe(0);
  expect(result.done).toBeLessThan(600);
  expect(library.find('')).toHaveLength(result.done);
});

test('an aborted count leaves the total open', async () => {
  writeFileSync(inMusic('a.mp3'), 'no audio');
  const result = await scan({ signal: AbortSignal.abort() });
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
  expect(errors).toEqual([
    { path: Buffer.from(library.music), message: 'there is no such file or folder; check the path' },
  ]);
});

test('an empty root is none of an unplugged disk while nothing of it is known', async () => {
  expect(await scan()).toMatchObject({ errors: [], total: 0, done: 0 });
});

test('a file that is moved to a folder which has been read already is found there', async () => {
  for (const folder of ['a', 'b']) makeAudio(inMusic(folder, `${folder}.flac`), { seconds: 1 });
  await scan();
  const [firstRead] = library.connection.prepare<[], Buffer>('SELECT path FROM folder ORDER BY id').pluck().all();
  const [to, from] = firstRead!.toString().endsWith('a') ? ['a', 'b'] : ['b', 'a'];
  const id = library.find(from)[0];
  makeAudio(inMusic(to, 'new.flac'), { seconds: 1, pitch: 900 });
  passTime(1000);
  let isMoved = false;
  const result = await scan({
    onStored: () => {
      if (!isMoved) renameSync(inMusic(from, `${from}.flac`), inMusic(to, 'moved.flac'));
      isMoved = true;
    },
  });
  expect(result).toMatchObject({ added: 1, moved: 1, missing: 0 });
  expect(library.reader.get(id!)!.path).toBe(inMusic(to, 'moved.flac'));
});

test('a file that is not where the reading half knew it to be is looked for once more, in its folder alone', async () => {
  writeFiles(1, 'album');
  await scan();
  const { connection } = library;
  connection.exec('UPDATE file SET missing_since = 1');
  const folder = Buffer.from(inMusic('album'));
  const [id] = connection.prepare<[], number>('SELECT id FROM file').pluck().all();
  const places: ScanPlace[] = [];
  const batch = (folderId: number): ScanBatch =>
    Object.assign(new GrowingBatch(new HeldFiles()), {
      returned: [{ id, folderId, folder, name: Buffer.from('0.mp3') }],
    });
  const folderIds = [connection.prepare<[], number>('SELECT folder_id FROM file').pluck().get()! + 1];
  const source: ScanSource = {
    known: () => [1],
    read: async (place, take) => {
      places.push(place);
      for (const folderId of folderIds.splice(0)) await take([batch(folderId)]);
      return [];
    },
    changed: () => [],
  };
  const tracks = new TrackWriter(connection);
  const stores = {
    connection,
    files: new FileStore(connection, tracks),
    copies: new Copies(connection, tracks),
    sidecars: new SidecarStore(connection),
    indexes: new LateIndexes(connection),
  };
  const observer = { progress: () => {}, stored: () => {} };
  const { signal } = new AbortController();
  const pass = new ScanPass(stores, source, new FileCount(() => false, signal), observer, signal);
  const [root] = roots(connection);
  await pass.scanAll(everywhere([root!]));
  expect(places).toEqual([
    { root, path: root!.path, shallow: false },
    { root, path: folder, shallow: true },
  ]);
  expect(connection.prepare('SELECT missing_since FROM file').pluck().get()).toBe(1);
  folderIds.push(connection.prepare<[], number>('SELECT folder_id FROM file').pluck().get()!);
  await pass.scanAll(everywhere([root!]));
  expect(places).toHaveLength(3);
  expect(connection.prepare('SELECT missing_since FROM file').pluck().get()).toBeNull();
});

describe('a scan that fills a library', () => {
  const indexes = (): string[] =>
    library.connection
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name")
      .pluck()
      .all();
  const firstTitles = (): string[] =>
    library.reader
      .list({ query: '', sort: [{ field: 'title', descending: false }], offset: 0, limit: 3 })
      .rows.map(({ title }) => title);

  test('makes the indexes of lists at its end, and lists are in order meanwhile', async () => {
    const complete = indexes();
    writeFiles(600);
    passTime(0.001);
    const during: { readonly indexes: number; readonly titles: string[] }[] = [];
    await scan({ onStored: () => during.push({ indexes: indexes().length, titles: firstTitles() }) });
    expect(during[0]).toEqual({ indexes: complete.length - LIST_INDEXES.length, titles: expect.any(Array) });
    expect(during[0]!.titles).toEqual(during[0]!.titles.toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b)));
    expect(indexes()).toEqual(complete);
    expect(firstTitles()).toEqual(['0', '1', '2']);
  });

  test('makes them also if it is cancelled', async () => {
    const complete = indexes();
    writeFiles(600);
    passTime(0.001);
    const cancelling = new AbortController();
    const result = await scan({ signal: cancelling.signal, onStored: () => cancelling.abort() });
    expect(result).toMatchObject({ cancelled: true, done: 512 });
    expect(indexes()).toEqual(complete);
  });
});
