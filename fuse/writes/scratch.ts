/** A file that a program has made in the mount: an editor's copy of a track, before it takes the track's place. */
import type { Attributes } from '../overlay/attributes.ts';
import { fromMilliseconds } from '../overlay/attributes.ts';
import type { Draft } from './draft.ts';

/** Above the inodes of tracks, below those of directories. */
const FIRST_INODE = 2 ** 51;

export class Scratch {
  readonly inode: number;
  readonly draft: Draft;
  directory: number;
  name: string;
  /** The track whose name it has, because that was removed or renamed before. */
  replaces: number | null;
  /** How many handles are open. */
  handles = 0;
  /** Whether something was written since it was last judged. */
  dirty = false;
  /** The program that wrote last. */
  pid = 0;
  /** Whether it has no name any more: it ends with its last handle. */
  removed = false;
  #modifiedAt = Date.now();

  constructor(number: number, draft: Draft, directory: number, name: string, replaces: number | null) {
    this.inode = FIRST_INODE + number;
    this.draft = draft;
    this.directory = directory;
    this.name = name;
    this.replaces = replaces;
  }

  get attributes(): Attributes {
    return {
      inode: this.inode,
      epoch: 0,
      kind: 'file',
      writable: true,
      size: this.draft.size,
      links: this.removed ? 0 : 1,
      modified: fromMilliseconds(this.#modifiedAt),
    };
  }

  touched(pid: number): void {
    this.dirty = true;
    this.pid = pid;
    this.#modifiedAt = Date.now();
  }
}

export function isScratchInode(inode: number): boolean {
  return inode >= FIRST_INODE && inode < 2 ** 52;
}
