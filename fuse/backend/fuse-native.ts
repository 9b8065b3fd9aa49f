/**
 * The fallback: FUSE through the npm package `fuse-native` (libfuse 2.9, high level). It speaks in paths,
 * keeps its own table of inodes and cannot tell the kernel to forget, so freshness comes from short
 * timeouts instead:
 *
 * - attributes are never cached, so a size is right from the moment of an edit;
 * - names are cached for 0.4 seconds, absent names not at all;
 * - `auto_cache` compares size and mtime at every open and drops cached pages when they differ; because
 *   every edit moves the mtime by at least a millisecond, old bytes are never taken for new ones.
 *
 * Its own time limit is switched off: after it, a late read would write into memory that is no longer its.
 */
import { constants as fsConstants } from 'node:fs';
import type { Attributes } from '../overlay/attributes.ts';
import { modeOf } from '../overlay/attributes.ts';
import { errorNumber, OverlayError } from '../overlay/errors.ts';
import type { DirectoryEntry, Overlay } from '../overlay/overlay.ts';
import { detach } from '../mount/fusermount.ts';
import { MountError } from '../mount/mount-error.ts';
import { checkFuseDevice, findProgram } from '../mount/requirements.ts';
import { trackOfInode } from '../tree/inodes.ts';
import { mountSource, mountStateOf, SUBTYPE } from '../mount/mount-state.ts';
import type { Mounted, MountBackend, MountOptions } from './backend.ts';
import type { FuseNative, FuseNativeMount, FuseNativeOperations, FuseNativeStat } from './fuse-native-types.ts';
import { libfuse2Package } from './libfuse2-package.mjs';
import { OpenFiles } from './open-files.ts';

/** Seconds for which the kernel may trust a name. */
const ENTRY_TIMEOUT = '0.4';

/** Milliseconds between looks at whether the mount is still there. */
const WATCH_INTERVAL = 1000;

/** Operations that would change something. */
const WRITING = [
  'write',
  'truncate',
  'ftruncate',
  'create',
  'mknod',
  'mkdir',
  'unlink',
  'rmdir',
  'rename',
  'link',
  'symlink',
  'chmod',
  'chown',
  'utimens',
  'setxattr',
  'removexattr',
];

export const fuseNative: MountBackend = {
  name: 'fuse-native',
  limitations: [
    'Read-only: tag editors cannot save here.',
    'Reads go through JavaScript: about half the speed of the built-in file system driver.',
    'An edit takes up to half a second to show under a name that was just looked up.',
    'An edit that makes a header longer can cause a short glitch in a player that has the file open.',
    'Times are in whole milliseconds.',
  ],
  async mount(directory, overlay, options) {
    const Fuse = await load();
    await checkMachine();
    const server = new Server(overlay, options);
    const fuse = new Fuse(directory, server.operations(), {
      // The package knows no option for stable inode numbers, but passes this one on as it is.
      fsname: `${await mountSource()},use_ino`,
      subtype: SUBTYPE,
      autoCache: true,
      attrTimeout: '0',
      acAttrTimeout: '0',
      entryTimeout: ENTRY_TIMEOUT,
      allowOther: options.allowOther ?? false,
      timeout: false,
    });
    await new Promise<void>((done, fail) => {
      fuse.mount((error) =>
        error === null
          ? done()
          : fail(new MountError('MOUNT_FAILED', `${directory} cannot be mounted: ${error.message}`, error)),
      );
    });
    return new FuseNativeMounted(directory, fuse, server);
  },
};

async function load(): Promise<FuseNative> {
  try {
    const module = (await import('fuse-native' as string)) as { readonly default: FuseNative };
    return module.default;
  } catch (error) {
    throw new MountError('NO_BACKEND', loadFailure(error), error);
  }
}

/** Why the package fuse-native cannot be loaded, and what to install where that helps. */
export function loadFailure(error: unknown, libfuse2 = libfuse2Package()): string {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return reason?.includes('libfuse.so.2') === true
    ? `The package fuse-native needs libfuse 2. To get it: sudo apt-get install ${libfuse2}`
    : `The package fuse-native cannot be loaded here: ${reason}.`;
}

async function checkMachine(): Promise<void> {
  await checkFuseDevice();
  // The package unmounts by this program, for root too.
  if ((await findProgram('fusermount')) === null) {
    throw new MountError(
      'NO_FUSERMOUNT',
      'The package fuse-native needs the program fusermount. To get it: sudo apt-get install fuse3',
    );
  }
}

class FuseNativeMounted implements Mounted {
  readonly directory: string;
  readonly ended: Promise<void>;
  readonly #fuse: FuseNativeMount;
  readonly #server: Server;
  readonly #markEnded: () => void;

  constructor(directory: string, fuse: FuseNativeMount, server: Server) {
    this.directory = directory;
    this.#fuse = fuse;
    this.#server = server;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#markEnded = resolve;
    // The package does not say when somebody else unmounts: the kernel's list does.
    const watch = setInterval(() => {
      void mountStateOf(directory).then((state) => state === null && resolve());
    }, WATCH_INTERVAL).unref();
    void promise.then(() => clearInterval(watch));
  }

  async invalidate(): Promise<void> {
    // Nothing to say to the kernel: the timeouts are short enough.
  }

  async unmount(): Promise<void> {
    if ((await mountStateOf(this.directory)) !== null) {
      await new Promise<void>((done) => {
        this.#fuse.unmount(() => done());
      });
    }
    if ((await mountStateOf(this.directory)) !== null) {
      const trouble = await detach(this.directory);
      if (trouble !== null) throw new MountError('BUSY', `${this.directory} cannot be unmounted: ${trouble}`);
    }
    await this.#server.files.closeAll();
    this.#markEnded();
  }
}

type Listed = Pick<DirectoryEntry, 'name' | 'inode' | 'kind'>;

class Server {
  readonly files: OpenFiles;
  readonly #overlay: Overlay;
  readonly #report: (operation: string, error: unknown, trackId: number | null) => void;
  /** Where open files were found: a program may still examine one that an edit has moved elsewhere. */
  readonly #openedAt = new Map<string, { inode: number; handles: number }>();

  constructor(overlay: Overlay, options: MountOptions) {
    this.#overlay = overlay;
    this.files = new OpenFiles(overlay);
    this.#report = options.onFailure ?? (() => undefined);
  }

  operations(): FuseNativeOperations {
    const operations: FuseNativeOperations = {
      getattr: (path, answer) =>
        this.#answer('stat', path, answer, async () => toStat(await this.#overlay.attributes(this.#inodeAt(path)))),
      access: (path, mode, answer) =>
        this.#answer('access', path, answer, async () => {
          this.#inodeAt(path);
          if ((mode & fsConstants.W_OK) !== 0) throw this.#overlay.refuse('Writing');
        }),
      opendir: (_path, _flags, answer) => answer(0, 1),
      releasedir: (_path, _handle, answer) => answer(0),
      readdir: (path, answer) => {
        this.#list(path).then(
          (entries) =>
            answer(
              0,
              entries.map((entry) => entry.name),
              entries.map(entryStat),
            ),
          (error: unknown) => answer(this.#failed('readdir', path, error)),
        );
      },
      open: (path, flags, answer) => this.#answer('open', path, answer, () => this.#open(path, flags)),
      read: (path, handle, buffer, length, position, answer) => {
        this.files.read(handle, buffer, length, position).then(
          // This package takes the number of bytes where others take the error.
          (count) => answer(count),
          (error: unknown) => answer(this.#failed('read', path, error)),
        );
      },
      release: (path, handle, answer) => this.#answer('release', path, answer, () => this.#close(path, handle)),
      statfs: (path, answer) => this.#answer('statfs', path, answer, async () => this.#statistics()),
    };
    for (const operation of WRITING) {
      operations[operation] = (...args: unknown[]) => {
        const answer = args.at(-1) as (error: number) => void;
        answer(this.#failed(operation, String(args[0]), this.#overlay.refuse(operation)));
      };
    }
    return operations;
  }

  #answer<T>(
    operation: string,
    path: string,
    answer: (error: number, value?: T) => void,
    work: () => Promise<T>,
  ): void {
    work().then(
      (value) => answer(0, value),
      (error: unknown) => answer(this.#failed(operation, path, error)),
    );
  }

  #trackAt(path: string): number | null {
    try {
      return trackOfInode(this.#overlay.resolve(path));
    } catch {
      return null;
    }
  }

  #failed(operation: string, path: string, error: unknown): number {
    if (!(error instanceof OverlayError && error.code === 'ENOENT')) {
      this.#report(`${operation} ${path}`, error, this.#trackAt(path));
    }
    return -errorNumber(error);
  }

  #inodeAt(path: string): number {
    try {
      return this.#overlay.resolve(path);
    } catch (error) {
      const open = this.#openedAt.get(path);
      if (open !== undefined) return open.inode;
      throw error;
    }
  }

  async #list(path: string): Promise<readonly Listed[]> {
    const inode = this.#overlay.resolve(path);
    const parent = this.#overlay.parentOf(inode);
    return [
      { name: '.', inode, kind: 'directory' },
      { name: '..', inode: parent, kind: 'directory' },
      ...this.#overlay.list(inode),
    ];
  }

  async #open(path: string, flags: number): Promise<number> {
    if ((flags & (fsConstants.O_WRONLY | fsConstants.O_RDWR | fsConstants.O_TRUNC)) !== 0) {
      throw this.#overlay.refuse('Opening for writing');
    }
    const inode = this.#inodeAt(path);
    const handle = await this.files.open(inode);
    const opened = this.#openedAt.get(path);
    if (opened === undefined || opened.inode !== inode) this.#openedAt.set(path, { inode, handles: 1 });
    else opened.handles += 1;
    return handle;
  }

  async #close(path: string, handle: number): Promise<void> {
    const opened = this.#openedAt.get(path);
    if (opened !== undefined && opened.inode === this.files.inodeOf(handle)) {
      opened.handles -= 1;
      if (opened.handles === 0) this.#openedAt.delete(path);
    }
    await this.files.close(handle);
  }

  #statistics(): Readonly<Record<string, number>> {
    const { blockSize, blocks, free, files } = this.#overlay.statistics();
    return {
      bsize: blockSize,
      frsize: blockSize,
      blocks,
      bfree: free,
      bavail: free,
      files,
      ffree: 0,
      favail: 0,
      fsid: 0,
      flag: 0,
      namemax: 255,
    };
  }
}

const UID = process.getuid?.() ?? 0;
const GID = process.getgid?.() ?? 0;

function toStat({ inode, kind, size, links, modified }: Attributes): FuseNativeStat {
  const time = modified.seconds * 1000 + Math.floor(modified.nanoseconds / 1e6);
  return {
    mode: modeOf({ kind, writable: false }, false),
    uid: UID,
    gid: GID,
    size,
    nlink: links,
    ino: shortInode(inode),
    blksize: 4096,
    blocks: Math.ceil(size / 512),
    atime: time,
    mtime: time,
    ctime: time,
  };
}

function entryStat({ inode, kind }: Listed): FuseNativeStat {
  return {
    mode: modeOf({ kind, writable: false }, false),
    uid: UID,
    gid: GID,
    size: 0,
    nlink: 1,
    ino: shortInode(inode),
    blksize: 4096,
    blocks: 0,
    atime: 0,
    mtime: 0,
    ctime: 0,
  };
}

/** The package has 32 bits for an inode: those of a track are its id. */
function shortInode(inode: number): number {
  return inode % 2 ** 32 || 1;
}
