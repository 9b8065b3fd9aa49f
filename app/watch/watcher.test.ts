/** Watches real folders. Each test waits for what it expects to be told; none waits for time to pass. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { WatchedRoot } from '../model/watch.ts';
import { Watcher, type WatcherOptions } from './watcher.ts';

let folder: string;
let music: string;
let told: string[];
let roots: readonly WatchedRoot[];
let waiting: { isDone: () => boolean; resolve: () => void }[];
let watcher: Watcher;
const inMusic = (...parts: string[]): string => join(music, ...parts);

beforeEach(() => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  mkdirSync(music);
  [told, roots, waiting] = [[], [], []];
});
afterEach(() => {
  watcher.close();
  vi.restoreAllMocks();
});

interface WatchTest extends Partial<WatcherOptions> {
  readonly library?: string | null;
  readonly mount?: string | null;
}

/** Watches the folder; tests look for disks themselves, by `check`. */
function watch({ queuedEvents = 100_000, mount = null, library = null, silent = () => null }: WatchTest = {}): void {
  watcher = new Watcher(
    (event) => {
      if (event.type === 'roots') roots = event.roots;
      else {
        for (const { path, shallow } of event.places) {
          told.push(
            `${Buffer.from(path)
              .toString()
              .slice(folder.length + 1)}${shallow ? '' : ' and below'}`,
          );
        }
      }
      for (const { isDone, resolve } of waiting) if (isDone()) resolve();
    },
    library,
    { checkEvery: 1_000_000, queuedEvents, silent },
  );
  watcher.follow({ roots: [Buffer.from(music)], mount });
}

/** Resolves when all of `places` have been told since the last call. @returns all that was told since then */
async function isTold(...places: string[]): Promise<string[]> {
  const isDone = (): boolean => places.every((place) => told.includes(place));
  if (!isDone()) await new Promise<void>((resolve) => waiting.push({ isDone, resolve }));
  const all = told;
  told = [];
  return all;
}

function write(...parts: string[]): void {
  const path = inMusic(...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x');
}

describe('a file', () => {
  it('that is added, written, renamed or removed is told by its folder', async () => {
    mkdirSync(inMusic('album'));
    watch();
    write('album', 'a.mp3');
    await isTold('music/album');
    appendFileSync(inMusic('album', 'a.mp3'), 'y');
    await isTold('music/album');
    renameSync(inMusic('album', 'a.mp3'), inMusic('b.mp3'));
    await isTold('music/album', 'music');
    rmSync(inMusic('b.mp3'));
    await isTold('music');
  });

  it('that is hidden is not told', async () => {
    mkdirSync(inMusic('album'));
    watch();
    write('album', '.a.mp3.part');
    write('b.mp3');
    write('c', 'd.mp3');
    const all = await isTold('music', 'music/c and below');
    expect(new Set(all)).toEqual(new Set(['music', 'music/c and below']));
  });

  it('whose name is not UTF-8 is told', async () => {
    watch();
    writeFileSync(Buffer.concat([Buffer.from(`${music}/`), Buffer.of(0xe9), Buffer.from('.mp3')]), 'x');
    await isTold('music');
  });
});

it("does not tell of the library's own folder, whose database is written all the time", async () => {
  mkdirSync(inMusic('descant'));
  watch({ library: inMusic('descant') });
  write('descant', 'library.db-wal');
  write('descant', 'uploads', 'a.mp3');
  write('b.mp3');
  expect(await isTold('music')).toEqual(['music']);
});

describe('a folder', () => {
  it('that is made with folders in it is watched with all of them', async () => {
    watch();
    mkdirSync(inMusic('a/b/c'), { recursive: true });
    await isTold('music/a and below');
    write('a/b/c', 'x.mp3');
    await isTold('music/a/b/c');
  });

  it('that is moved in is watched with all that is in it, under its new name', async () => {
    mkdirSync(join(folder, 'outside/cd 1'), { recursive: true });
    watch();
    renameSync(join(folder, 'outside'), inMusic('inside'));
    await isTold('music/inside and below');
    write('inside/cd 1', 'x.mp3');
    await isTold('music/inside/cd 1');
    renameSync(inMusic('inside'), inMusic('renamed'));
    await isTold('music/inside and below', 'music/renamed and below');
    write('renamed/cd 1', 'y.mp3');
    await isTold('music/renamed/cd 1');
  });

  it('that is removed is told, and the one that takes its name is watched', async () => {
    write('album', 'a.mp3');
    watch();
    rmSync(inMusic('album'), { recursive: true });
    await isTold('music/album and below');
    mkdirSync(inMusic('album'));
    await isTold('music/album and below');
    write('album', 'b.mp3');
    await isTold('music/album');
  });

  it('that takes the place of another one is told with all below it', async () => {
    write('album', 'a.mp3');
    mkdirSync(join(folder, 'other'));
    watch();
    renameSync(inMusic('album'), join(folder, 'old'));
    renameSync(join(folder, 'other'), inMusic('album'));
    await isTold('music/album and below');
    write('album', 'b.mp3');
    await isTold('music/album');
  });

  it('whose permissions change is read again', async () => {
    mkdirSync(inMusic('locked'), { mode: 0o000 });
    watch();
    chmodSync(inMusic('locked'), 0o700);
    await isTold('music/locked');
  });

  it('outside the root that a link leads to is watched, and one inside is not told twice', async () => {
    mkdirSync(join(folder, 'outside'));
    mkdirSync(inMusic('album'));
    watch();
    symlinkSync(join(folder, 'outside'), inMusic('link'));
    symlinkSync(inMusic('album'), inMusic('again'));
    await isTold('music/link and below', 'music');
    writeFileSync(join(folder, 'outside', 'x.mp3'), 'x');
    await isTold('music/link');
    write('album', 'x.mp3');
    await isTold('music/album');
  });

  it('of the mount is not watched', async () => {
    mkdirSync(inMusic('mount'));
    watch({ mount: inMusic('mount') });
    write('mount', 'album', 'x.mp3');
    write('y.mp3');
    await isTold('music');
    watcher.follow({ roots: [Buffer.from(music)], mount: null });
    write('mount', 'album', 'z.mp3');
    await isTold('music/mount/album');
  });
});

describe('ten thousand files at once', () => {
  it('are told in few words', async () => {
    watch();
    mkdirSync(inMusic('many'));
    for (let i = 0; i < 10_000; i++) writeFileSync(inMusic('many', `${i}.mp3`), 'x');
    const all = await isTold('music/many and below');
    expect(all.length).toBeLessThan(10);
  });

  it('that are more events than the system keeps have everything scanned', async () => {
    mkdirSync(inMusic('many'));
    watch({ queuedEvents: 100 });
    for (let i = 0; i < 100; i++) writeFileSync(inMusic('many', `${i}.mp3`), 'x');
    await isTold('music and below');
    write('many', 'x.mp3');
    await isTold('music/many');
  });
});

describe('a root', () => {
  it('that is plugged out is offline, and scanned when it is back', async () => {
    write('album', 'x.mp3');
    watch();
    expect(roots).toEqual([{ path: music, state: 'watched', reason: null }]);
    renameSync(music, join(folder, 'unplugged'));
    watcher.check();
    expect(roots).toEqual([{ path: music, state: 'offline', reason: null }]);
    told = [];
    renameSync(join(folder, 'unplugged'), music);
    watcher.check();
    await isTold('music and below');
    expect(roots).toMatchObject([{ state: 'watched' }]);
    write('album', 'y.mp3');
    await isTold('music/album');
  });

  it('that is taken out of the library is not watched any more, and a new one is', async () => {
    watch();
    const other = join(folder, 'other');
    mkdirSync(other);
    watcher.follow({ roots: [Buffer.from(other)], mount: null });
    expect(roots).toEqual([{ path: other, state: 'watched', reason: null }]);
    write('x.mp3');
    writeFileSync(join(other, 'y.mp3'), 'x');
    expect(await isTold('other')).toEqual(['other']);
  });

  it('on a file system that does not tell of changes is polled, until another one lies there', () => {
    let kind: string | null = 'NFS';
    watch({ silent: () => kind });
    expect(roots).toEqual([{ path: music, state: 'polled', reason: 'NFS does not tell of all changes' }]);
    kind = null;
    watcher.check();
    expect(roots[0]!.state).toBe('polled');
    renameSync(music, join(folder, 'unmounted'));
    mkdirSync(music);
    watcher.check();
    expect(roots).toEqual([{ path: music, state: 'watched', reason: null }]);
    expect(told).toEqual(['music and below']);
  });

  it('can hold a file system that is mounted there later', { skip: process.getuid!() !== 0 }, async () => {
    mkdirSync(inMusic('disk'));
    watch();
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', inMusic('disk')]);
    try {
      watcher.check();
      await isTold('music/disk and below');
      write('disk', 'x.mp3');
      await isTold('music/disk');
    } finally {
      execFileSync('umount', ['-l', inMusic('disk')]);
    }
  });
});
