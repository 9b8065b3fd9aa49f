/**
 * The folders below a root, each with a watch of its own.
 *
 * `fs.watch` for a single folder is what all systems have. Watchers that take a whole tree miss folders on Linux: one
 * that is moved in with folders in it, or made with `mkdir -p`, is watched without the folders in it. Here a folder is
 * watched before it is read, and what is read below a new folder is watched, too: so no entry is missed between the
 * two. The walk is that of the scan (`walk-folders.ts`).
 *
 * A library has tens of thousands of folders, so a folder holds no more than its name: its path follows from those above.
 */
import { statSync, watch, type FSWatcher } from 'node:fs';
import { kindAt, walkFolders } from '../scan/walk-folders.ts';
import { joinPath } from '../storage/path-bytes.ts';

/** A folder with its watch. */
export interface WatchedFolder {
  readonly path: Buffer;
}

/** Children of a folder that has none, as most have. */
const NO_CHILDREN: ReadonlyMap<string, Watch> = new Map();

class Watch implements WatchedFolder {
  /** Null for the root. */
  readonly parent: Watch | null;
  /** The bytes of its name as Latin-1; those of its path for the root. */
  readonly name: string;
  /** Another folder under the same name is another folder. */
  readonly identity: string;
  readonly #handle: FSWatcher;
  #children: Map<string, Watch> | null = null;

  /**
   * @param changed called for each event of an entry; the name is null where the system does not tell it
   * @throws what `fs.watch` throws
   */
  constructor(
    path: Buffer,
    parent: Watch | null,
    identity: string,
    changed: (folder: WatchedFolder, name: Buffer | null) => void,
  ) {
    this.parent = parent;
    this.name = parent === null ? path.toString('latin1') : nameOf(path);
    this.identity = identity;
    this.#handle = watch(path, { encoding: 'buffer', persistent: false }, (_, name) =>
      changed(this, name as Buffer | null),
    );
    this.#handle.on('error', ignore);
    if (parent !== null) (parent.#children ??= new Map()).set(this.name, this);
  }

  get path(): Buffer {
    const name = Buffer.from(this.name, 'latin1');
    return this.parent === null ? name : joinPath(this.parent.path, name);
  }

  get children(): ReadonlyMap<string, Watch> {
    return this.#children ?? NO_CHILDREN;
  }

  /** Ends the watch, and is no child any more. */
  close(): void {
    this.#handle.close();
    if (this.parent !== null) this.parent.#children?.delete(this.name);
  }
}

/** A folder that is gone: its parent tells. */
function ignore(): void {}

/** The system has no watches left. */
export class NoWatchesLeftError extends Error {
  constructor() {
    super('the system has no watches left for more folders: raise fs.inotify.max_user_watches');
    this.name = 'NoWatchesLeftError';
  }
}

export class WatchedTree {
  readonly #root: Buffer;
  readonly #skip: (path: Buffer) => boolean;
  readonly #changed: (folder: WatchedFolder, name: Buffer | null) => void;
  readonly #closed: (folder: WatchedFolder) => void;
  #top: Watch | null = null;

  /**
   * @param skip folders that are not watched: see `leftOut`
   * @param changed called for each event of an entry in a folder; the name is null where the system does not tell it
   * @param closed called for each folder that is no longer watched
   */
  constructor(
    root: Buffer,
    skip: (path: Buffer) => boolean,
    changed: (folder: WatchedFolder, name: Buffer | null) => void,
    closed: (folder: WatchedFolder) => void,
  ) {
    this.#root = root;
    this.#skip = skip;
    this.#changed = changed;
    this.#closed = closed;
  }

  /** Watches the root and all below it. @throws NoWatchesLeftError */
  open(): void {
    this.#watchBelow(this.#root);
  }

  /**
   * Watches what an entry of a folder has become.
   * @returns `folder` for a folder that was not watched before, or is no more; `known` for one that is watched already
   * @throws NoWatchesLeftError
   */
  follow(folder: WatchedFolder, name: Buffer): 'folder' | 'known' | 'file' {
    const child = joinPath(folder.path, name);
    const before = (folder as Watch).children.get(name.toString('latin1'));
    const isFolder = kindAt(child, this.#root, this.#skip) === 'folder';
    if (before && isFolder && before.identity === identityAt(child)) return 'known';
    if (before) this.#close(before);
    if (isFolder) this.#watchBelow(child);
    return before || isFolder ? 'folder' : 'file';
  }

  /** Watches a folder anew, as after a file system was mounted there. @throws NoWatchesLeftError */
  replace(path: Buffer): void {
    const folder = this.#find(path);
    if (folder) this.#close(folder);
    this.#watchBelow(path);
  }

  close(): void {
    if (this.#top) this.#close(this.#top);
  }

  #watchBelow(path: Buffer): void {
    const walked = walkFolders(this.#root, {
      from: path,
      skip: this.#skip,
      onError: () => {},
      onEnter: (folder) => this.#watch(folder),
    });
    for (const _ of walked);
  }

  #watch(path: Buffer): void {
    const isTop = path.equals(this.#root);
    const parent = isTop ? null : this.#find(parentOf(path));
    // A folder whose parent could not be watched cannot be found again.
    const identity = identityAt(path);
    if (identity === null || (!isTop && !parent)) return;
    try {
      const folder = new Watch(path, parent, identity, this.#changed);
      if (isTop) this.#top = folder;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EMFILE') throw new NoWatchesLeftError();
    }
  }

  #find(path: Buffer): Watch | null {
    let folder = this.#top;
    if (path.length <= this.#root.length) return folder;
    const names = path.toString('latin1', this.#root.length).split('/');
    for (const name of names) if (name !== '') folder = folder?.children.get(name) ?? null;
    return folder;
  }

  #close(folder: Watch): void {
    for (const child of folder.children.values()) this.#close(child);
    folder.close();
    this.#closed(folder);
    if (folder === this.#top) this.#top = null;
  }
}

/** Device and inode of the folder at a path; null where there is none. */
export function identityAt(path: Buffer): string | null {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? `${stats.dev}:${stats.ino}` : null;
  } catch {
    return null;
  }
}

const SLASH = 0x2f;

function parentOf(path: Buffer): Buffer {
  return path.subarray(0, Math.max(path.lastIndexOf(SLASH), 1));
}

function nameOf(path: Buffer): string {
  return path.toString('latin1', path.lastIndexOf(SLASH) + 1);
}
