/**
 * Directories that programs made in the mount and that are still empty. The tree has no empty directories, so a new
 * one is kept beside it for a while, under the inode that the tree will give it: when the first track is moved there,
 * it becomes a directory of the tree, and programs that have it as their working directory notice nothing.
 */
import { fromMilliseconds, type Attributes } from '../overlay/attributes.ts';
import type { Overlay, ViewOfDirectory } from '../overlay/overlay.ts';
import { nameKey } from '../template/sanitize.ts';
import { directoryInode } from '../tree/inodes.ts';

export interface PendingDirectory {
  readonly inode: number;
  /** Its parent. */
  directory: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

export class PendingDirectories {
  readonly #overlay: Overlay;
  readonly #byInode = new Map<number, PendingDirectory>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /** `null` where there is none, or where the tree has it now. */
  get(inode: number): PendingDirectory | null {
    const pending = this.#byInode.get(inode);
    return pending === undefined || this.#overlay.exists(inode) ? null : pending;
  }

  /** Whether programs find the directory: in the tree, pending, or at a former path. */
  exists(inode: number): boolean {
    return this.#overlay.isDirectory(inode) || this.#byInode.has(inode);
  }

  /** Adds a directory. @param directory its parent */
  make(directory: number, name: string): PendingDirectory {
    const key = nameKey(name, this.#overlay.isCaseSensitive ? 'posix' : 'portable');
    let salt = 0;
    while (this.#isTaken(directoryInode(directory, key, salt))) salt += 1;
    const pending: PendingDirectory = {
      inode: directoryInode(directory, key, salt),
      directory,
      name: name.normalize('NFC'),
      madeAt: Date.now(),
    };
    this.#byInode.set(pending.inode, pending);
    return pending;
  }

  /** A former directory of the same path has the same inode: programs that use it notice nothing either. */
  #isTaken(inode: number): boolean {
    return this.#overlay.exists(inode) || this.#byInode.has(inode);
  }

  remove({ inode }: PendingDirectory): void {
    this.#byInode.delete(inode);
  }

  /** The pending directories in one directory are in another now. */
  moveAll(from: number, to: number): void {
    for (const pending of this.#byInode.values()) if (pending.directory === from) pending.directory = to;
  }

  attributes({ inode, madeAt }: PendingDirectory): Attributes {
    return {
      inode,
      epoch: 0,
      kind: 'directory',
      writable: true,
      size: 4096,
      links: 2,
      modified: fromMilliseconds(madeAt),
    };
  }

  /** Path from the root, without a leading slash; empty for the root and for a directory that is gone. */
  pathOf(directory: number): string {
    const pending = this.get(directory);
    if (pending === null) return this.#overlay.isDirectory(directory) ? this.#overlay.pathOf(directory) : '';
    const above = this.pathOf(pending.directory);
    return above === '' ? pending.name : `${above}/${pending.name}`;
  }

  /** The view of a directory; `null` for one that is gone or only holds views. */
  viewOf(directory: number): ViewOfDirectory | null {
    const pending = this.get(directory);
    if (pending !== null) {
      const above = this.viewOf(pending.directory);
      return above && { ...above, folders: [...above.folders, pending.name] };
    }
    return this.#overlay.isDirectory(directory) ? this.#overlay.viewOf(directory) : null;
  }
}
