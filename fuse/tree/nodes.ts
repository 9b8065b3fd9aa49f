/** The nodes of the tree, as all code outside of `fuse/tree` sees them: read-only. */
import { trackInode } from './inodes.ts';

export interface DirectoryNode {
  readonly kind: 'directory';
  readonly inode: number;
  /** `null` for the root only. */
  readonly parent: DirectoryNode | null;
  /** Its key in the `children` of its parent. */
  readonly key: string;
  readonly name: string;
  /** By `nameKey` of their names, in the order of their cookies. */
  readonly children: ReadonlyMap<string, TreeNode>;
  /** Milliseconds since 1970 of the last change to the list of names. */
  readonly changedAt: number;
  /** Number of directories directly in it, for the link count. */
  readonly subdirectories: number;
  readonly cookie: number;
}

export interface TrackNode {
  readonly kind: 'track';
  /** The track's id; its inode follows from it. */
  readonly id: number;
  readonly parent: DirectoryNode;
  readonly name: string;
  /**
   * Position among the children, which are in the order of their cookies. A listing that goes on after a cookie misses
   * no name and repeats none, even if names appear or disappear meanwhile.
   */
  readonly cookie: number;
}

/** A file that is not a track: a sidecar or a playlist. */
export interface FileNode {
  readonly kind: 'file';
  readonly inode: number;
  readonly parent: DirectoryNode;
  readonly name: string;
  readonly cookie: number;
}

/** A name, and the inode of the directory that it is in. */
export interface NameInDirectory {
  readonly directory: number;
  readonly name: string;
}

/** Smaller cookies are for `.` and `..`. */
export const FIRST_COOKIE = 3;

export type TreeNode = DirectoryNode | TrackNode | FileNode;

export function inodeOf(node: TreeNode): number {
  return node.kind === 'track' ? trackInode(node.id) : node.inode;
}
