/**
 * Directories that programs make in the mount. The tree has only directories with something in them, so one that
 * is still empty stands beside it for a while, with the inode that the tree will give it: when the first track is
 * moved there it becomes a directory of the tree, and who stands in it notices nothing.
 */
import { fromMilliseconds, type Attributes } from '../overlay/attributes.ts';
import type { Overlay, ViewOfDirectory } from '../overlay/overlay.ts';
import { nameKey } from '../template/sanitize.ts';
import { directoryInode } from '../tree/inodes.ts';

export interface MadeDirectory {
  readonly inode: number;
  /** The directory that it stands in. */
  directory: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** A view, and a directory of the tree that belongs to it. */
export interface ViewAndAnchor extends ViewOfDirectory {
  readonly anchor: number;
}

export class MadeDirectories {
  readonly #overlay: Overlay;
  readonly #byInode = new Map<number, MadeDirectory>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /** `null` where there is none, or the tree has it by now. */
  get(inode: number): MadeDirectory | null {
    const made = this.#byInode.get(inode);
    return made === undefined || this.#overlay.exists(inode) ? null : made;
  }

  /** Whether there is such a directory, in the tree or made here. */
  exists(inode: number): boolean {
    return this.#overlay.exists(inode) || this.#byInode.has(inode);
  }

  make(directory: number, name: string): MadeDirectory {
    const key = nameKey(name, this.#overlay.isCaseSensitive ? 'posix' : 'portable');
    let salt = 0;
    while (this.exists(directoryInode(directory, key, salt))) salt += 1;
    const made: MadeDirectory = {
      inode: directoryInode(directory, key, salt),
      directory,
      name: name.normalize('NFC'),
      madeAt: Date.now(),
    };
    this.#byInode.set(made.inode, made);
    return made;
  }

  remove({ inode }: MadeDirectory): void {
    this.#byInode.delete(inode);
  }

  /** What was made in one directory is in another now. */
  moveAll(from: number, to: number): void {
    for (const made of this.#byInode.values()) if (made.directory === from) made.directory = to;
  }

  attributes({ inode, madeAt }: MadeDirectory): Attributes {
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
    const made = this.get(directory);
    if (made === null) return this.#overlay.exists(directory) ? this.#overlay.pathOf(directory) : '';
    const above = this.pathOf(made.directory);
    return above === '' ? made.name : `${above}/${made.name}`;
  }

  /** The view that a directory belongs to, also one that was made here; `null` for one that only holds views. */
  viewOf(directory: number): ViewAndAnchor | null {
    const made = this.get(directory);
    if (made !== null) {
      const above = this.viewOf(made.directory);
      return above && { ...above, folders: [...above.folders, made.name] };
    }
    const view = this.#overlay.exists(directory) ? this.#overlay.viewOf(directory) : null;
    return view && { ...view, anchor: directory };
  }
}
