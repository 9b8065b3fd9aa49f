/** The file system as the package `fuse-native` asks for it: operations on paths, answered from the overlay. */
import { constants as fsConstants } from 'node:fs';
import { BLOCK_SIZE, spaceOf } from '../mount/space.ts';
import { modeOf, type Attributes } from '../overlay/attributes.ts';
import { errorNumber, OverlayError } from '../overlay/errors.ts';
import type { DirectoryEntry } from '../overlay/listing.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { trackOfInode } from '../tree/inodes.ts';
import type { MountOptions } from './backend.ts';
import type { FuseNativeOperations, FuseNativeStat } from './fuse-native-types.ts';
import { OpenFiles } from './open-files.ts';

/** Operations that are refused, because they change something. */
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

type Listed = Pick<DirectoryEntry, 'name' | 'inode' | 'kind'>;

/** Answers the package's operations from the overlay. */
export class FuseNativeServer {
  readonly files: OpenFiles;
  readonly #overlay: Overlay;
  readonly #report: (operation: string, error: unknown, trackId: number | null) => void;
  /** Where open files were found: a program may still examine one that an edit has moved elsewhere. */
  readonly #openedAt = new Map<string, { inode: number; handles: number }>();
  readonly #spaceOf: string | undefined;

  constructor(overlay: Overlay, options: MountOptions) {
    this.#overlay = overlay;
    this.files = new OpenFiles(overlay);
    this.#spaceOf = options.spaceOf;
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

  async #statistics(): Promise<Readonly<Record<string, number>>> {
    const { blocks, free } = await spaceOf(this.#spaceOf);
    return {
      bsize: BLOCK_SIZE,
      frsize: BLOCK_SIZE,
      blocks,
      bfree: free,
      bavail: free,
      files: 0,
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
