/**
 * Directories that programs make in the mount. The tree has only directories with something in them, so one that
 * is still empty stands beside it for a while, with the inode that the tree will give it: when the first track is
 * moved there it becomes a directory of the tree, and who stands in it notices nothing.
 */
import { fromMilliseconds, type Attributes } from '../overlay/attributes.ts';
import type { Overlay, ViewOfDirectory } from '../overlay/overlay.ts';
import { nameKey } from '../template/sanitize.ts';
import { directoryInode } from '../tree/inodes.ts';

export interface PendingDirectory {
  readonly inode: number;
  /** The directory that it stands in. */
  directory: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** A view, and a directory of the tree that belongs to it. */
export interface ViewAt extends ViewOfDirectory {
  readonly treeDirectory: number;
}

export class PendingDirectories {
  readonly #overlay: Overlay;
  readonly #byInode = new Map<number, PendingDirectory>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /** `null` where there is none, or the tree has it by now. */
  get(inode: number): PendingDirectory | null {
    const pending = this.#byInode.get(inode);
    return pending === undefined || this.#overlay.exists(inode) ? null : pending;
  }

  /** Whether there is such a directory, in the tree or made here. */
  exists(inode: number): boolean {
    return this.#overlay.exists(inode) || this.#byInode.has(inode);
  }

  make(directory: number, name: string): PendingDirectory {
    const key = nameKey(name, this.#overlay.isCaseSensitive ? 'posix' : 'portable');
    let salt = 0;
    while (this.exists(directoryInode(directory, key, salt))) salt += 1;
    const pending: PendingDirectory = {
      inode: directoryInode(directory, key, salt),
      directory,
      name: name.normalize('NFC'),
      madeAt: Date.now(),
    };
    this.#byInode.set(pending.inode, pending);
    return pending;
  }

  remove({ inode }: PendingDirectory): void {
    this.#byInode.delete(inode);
  }

  /** What was made in one directory is in another now. */
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

  /** Path from the root, without a leading slash; empty for what is gone. */
  pathOf(directory: number): string {
    const pending = this.get(directory);
    if (pending === null) return this.#overlay.exists(directory) ? this.#overlay.pathOf(directory) : '';
    const above = this.pathOf(pending.directory);
    return above === '' ? pending.name : `${above}/${pending.name}`;
  }

  /** The view that a directory belongs to, also one that was made here; `null` for one that only holds views. */
  viewOf(directory: number): ViewAt | null {
    const pending = this.get(directory);
    if (pending !== null) {
      const above = this.viewOf(pending.directory);
      return above && { ...above, folders: [...above.folders, pending.name] };
    }
    const view = this.#overlay.exists(directory) ? this.#overlay.viewOf(directory) : null;
    return view && { ...view, treeDirectory: directory };
  }
}
