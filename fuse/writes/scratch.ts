/** A file that a program made in the mount: usually an editor's copy of a track, before it replaces the track. */
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
  /** The track that had its name and was removed or renamed, or `null`. */
  replaces: number | null;
  /** Number of open handles. */
  handles = 0;
  /** Whether anything was written since the last commit. */
  dirty = false;
  /** The process that wrote last. */
  pid = 0;
  /** Whether it has no name any more; it ends with its last handle. */
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

  /** The process has written to it. */
  touched(pid: number): void {
    this.dirty = true;
    this.pid = pid;
    this.#modifiedAt = Date.now();
  }
}

export function isScratchInode(inode: number): boolean {
  return inode >= FIRST_INODE && inode < 2 ** 52;
}
