import { constants } from 'node:fs';
import { constants as system } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OverlayError } from '../overlay/errors.ts';
import { trackInode } from '../tree/inodes.ts';
import { UNKNOWN_SPACE } from '../mount/space.ts';
import { saveSetup, type SaveSetup } from '../writes/testing/save-setup.ts';
import { FuseNativeServer } from './fuse-native-server.ts';
import type { FuseNativeOperations, FuseNativeStat } from './fuse-native-types.ts';

const { ENOENT, EROFS, EISDIR, EBADF, ENOTDIR } = system.errno;
const ONE = trackInode(1);
const [FILE, DIRECTORY] = [0o100_444, 0o040_555];

let setup: SaveSetup;
let operations: FuseNativeOperations;
let reported: unknown[][];
beforeEach(async () => {
  setup = await saveSetup('$artist/$title');
  reported = [];
  operations = new FuseNativeServer(setup.overlay, {
    onFailure: (...args) => void reported.push(args),
  }).operations();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await setup[Symbol.asyncDispose]();
});

/** What an operation answers. */
function ask(operation: string, ...args: readonly unknown[]): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    (operations[operation] as (...args: unknown[]) => void)(...args, (...answer: unknown[]) => resolve(answer));
  });
}

async function open(path: string): Promise<number> {
  const [error, handle] = await ask('open', path, constants.O_RDONLY);
  expect(error).toBe(0);
  return handle as number;
}

/** Gives track 1 another title. */
async function retitle(title: string): Promise<void> {
  await setup.library.commit({ trackId: 1, fields: { title: [title] }, author: 'x' });
  await setup.overlay.refresh([1]);
}

describe('stat', () => {
  it('of a file has its size and times, and its id for an inode', async () => {
    const { size, modified } = await setup.overlay.attributes(ONE);
    const time = modified.seconds * 1000 + Math.floor(modified.nanoseconds / 1e6);
    expect(await ask('getattr', '/A/One.flac')).toEqual([
      0,
      {
        mode: FILE,
        uid: process.getuid?.(),
        gid: process.getgid?.(),
        size,
        nlink: 1,
        ino: 1,
        blksize: 4096,
        blocks: Math.ceil(size / 512),
        atime: time,
        mtime: time,
        ctime: time,
      },
    ]);
  });

  it('of a directory has its links; the root has inode 1', async () => {
    expect(await ask('getattr', '/')).toMatchObject([0, { mode: DIRECTORY, nlink: 4, ino: 1 }]);
    vi.spyOn(setup.overlay, 'attributes').mockResolvedValue({
      ...(await setup.overlay.attributes(ONE)),
      inode: 2 ** 52,
    });
    // No number fits in 32 bits but 0, which means "no file".
    expect(await ask('getattr', '/A')).toMatchObject([0, { ino: 1 }]);
  });

  it('of what is not there is an error that is not reported', async () => {
    expect(await ask('getattr', '/none')).toEqual([-ENOENT]);
    expect(reported).toEqual([]);
  });

  it('of an open file is answered where it was opened, also after an edit has moved it', async () => {
    const handles = [await open('/A/One.flac'), await open('/A/One.flac')];
    await retitle('Uno');
    handles.push(await open('/A/One.flac'));
    for (const handle of handles) {
      expect(await ask('getattr', '/A/One.flac')).toMatchObject([0, { ino: 1 }]);
      await ask('release', '/A/One.flac', handle);
    }
    expect(await ask('getattr', '/A/One.flac')).toMatchObject([0, { ino: 1 }]);
    setup.library.remove(1);
    await setup.overlay.refresh([1]);
    expect(await ask('getattr', '/A/One.flac')).toEqual([-ENOENT]);
  });

  it('of another file at the path of an open one is that of the other file', async () => {
    const handle = await open('/A/One.flac');
    await retitle('Uno');
    await setup.library.add(3, 'One', { artist: ['A'] });
    await setup.overlay.refresh([3]);
    expect(await ask('getattr', '/A/One.flac')).toMatchObject([0, { ino: 3 }]);
    const other = await open('/A/One.flac');
    // The close of the first file is no close of the second one.
    await ask('release', '/A/One.flac', handle);
    setup.library.remove(3);
    await setup.overlay.refresh([3]);
    expect(await ask('access', '/A/One.flac', constants.R_OK)).toEqual([0, undefined]);
    await ask('release', '/A/One.flac', other);
    // The track that had the path before the other file.
    expect(await ask('getattr', '/A/One.flac')).toMatchObject([0, { ino: 1 }]);
  });
});

describe('access', () => {
  it('is given to read and to enter, and refused to write', async () => {
    for (const mode of [constants.F_OK, constants.R_OK, constants.R_OK | constants.X_OK]) {
      expect(await ask('access', '/A', mode)).toEqual([0, undefined]);
    }
    expect(await ask('access', '/A', constants.R_OK | constants.W_OK)).toEqual([-EROFS]);
    expect(await ask('access', '/none', constants.W_OK)).toEqual([-ENOENT]);
    expect(reported).toMatchObject([['access /A', { message: 'Writing is refused: the mount is read-only' }, null]]);
  });
});

describe('a listing', () => {
  it('has the names with the kinds of their nodes', async () => {
    const [error, names, stats] = await ask('readdir', '/A');
    expect([error, names]).toEqual([0, ['.', '..', 'One.flac']]);
    expect((stats as FuseNativeStat[]).map(({ mode }) => mode)).toEqual([DIRECTORY, DIRECTORY, FILE]);
    expect((stats as FuseNativeStat[])[2]).toEqual({
      mode: FILE,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      size: 0,
      nlink: 1,
      ino: 1,
      blksize: 4096,
      blocks: 0,
      atime: 0,
      mtime: 0,
      ctime: 0,
    });
    expect((stats as FuseNativeStat[])[1]).toMatchObject({ ino: 1 });
  });

  it('of a file is an error that is reported with the track', async () => {
    expect(await ask('readdir', '/A/One.flac')).toEqual([-ENOTDIR]);
    expect(reported).toMatchObject([['readdir /A/One.flac', { code: 'ENOTDIR' }, 1]]);
  });

  it('needs no handle', async () => {
    expect(await ask('opendir', '/A', 0)).toEqual([0, 1]);
    expect(await ask('releasedir', '/A', 1)).toEqual([0]);
  });
});

describe('reading a file', () => {
  it('answers with the number of bytes', async () => {
    const handle = await open('/A/One.flac');
    const buffer = Buffer.alloc(10, '.');
    expect(await ask('read', '/A/One.flac', handle, buffer, 4, 0)).toEqual([4]);
    expect(buffer.toString()).toBe('fLaC......');
    expect(await ask('release', '/A/One.flac', handle)).toEqual([0, undefined]);
    expect(await ask('read', '/A/One.flac', handle, buffer, 4, 0)).toEqual([-EBADF]);
  });

  it('of a directory is an error', async () => {
    expect(await ask('open', '/A', constants.O_RDONLY)).toEqual([-EISDIR]);
  });
});

describe('everything that writes', () => {
  it.each([constants.O_WRONLY, constants.O_RDWR, constants.O_TRUNC])('opening with flags %i', async (flags) => {
    expect(await ask('open', '/A/One.flac', flags)).toEqual([-EROFS]);
    expect(reported).toMatchObject([
      ['open /A/One.flac', { message: 'Opening for writing is refused: the mount is read-only' }, 1],
    ]);
  });

  it.each([
    ['write', ['/A/One.flac', 1, Buffer.alloc(1), 1, 0]],
    ['truncate', ['/A/One.flac', 0]],
    ['ftruncate', ['/A/One.flac', 1, 0]],
    ['create', ['/x', 0o644]],
    ['mknod', ['/x', 0, 0]],
    ['mkdir', ['/x', 0o755]],
    ['unlink', ['/A/One.flac']],
    ['rmdir', ['/A']],
    ['rename', ['/A', '/B']],
    ['link', ['/A', '/B']],
    ['symlink', ['/A', '/B']],
    ['chmod', ['/A', 0o777]],
    ['chown', ['/A', 0, 0]],
    ['utimens', ['/A', 1, 1]],
    ['setxattr', ['/A', 'x', Buffer.alloc(1), 0, 0]],
    ['removexattr', ['/A', 'x']],
  ] as const)('%s', async (operation, args) => {
    expect(await ask(operation, ...args)).toEqual([-EROFS]);
    expect(reported).toMatchObject([
      [
        `${operation} ${args[0]}`,
        { message: `${operation} is refused: the mount is read-only` },
        expect.toBeOneOf([1, null]),
      ],
    ]);
  });
});

it('the space of the file system is that of the folder for saves, without a number of files', async () => {
  const { blocks, free } = UNKNOWN_SPACE;
  expect(await ask('statfs', '/')).toEqual([
    0,
    {
      bsize: 4096,
      frsize: 4096,
      blocks,
      bfree: free,
      bavail: free,
      files: 0,
      ffree: 0,
      favail: 0,
      fsid: 0,
      flag: 0,
      namemax: 255,
    },
  ]);
});

it('failures may go unreported', async () => {
  const quiet = new FuseNativeServer(setup.overlay, {}).operations();
  const error = await new Promise((resolve) => quiet.access('/A', constants.W_OK, resolve));
  expect(error).toBe(-EROFS);
  expect(setup.overlay.refuse('x')).toBeInstanceOf(OverlayError);
});
