/** What the tree consists of. Only `fuse/tree` changes these; everybody else reads them. */
import { trackInode } from './inodes.ts';

export interface DirectoryNode {
  readonly kind: 'directory';
  readonly inode: number;
  /** `null` for the root only. */
  readonly parent: DirectoryNode | null;
  /** What it has in its parent's `children`. */
  readonly key: string;
  readonly name: string;
  /** By `nameKey` of their names. */
  readonly children: ReadonlyMap<string, TreeNode>;
  /** Milliseconds since 1970 of the last change to the list of names. */
  readonly changedAt: number;
  /** Directories directly in it, for the link count. */
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
   * Place among the children: they stand in the order of their cookies, and whoever reads on behind a cookie
   * misses nothing and sees nothing twice, whatever came or went meanwhile.
   */
  readonly cookie: number;
}

/** A file that is no track: a sidecar or a playlist. */
export interface FileNode {
  readonly kind: 'file';
  readonly inode: number;
  readonly parent: DirectoryNode;
  readonly name: string;
  readonly cookie: number;
}

/** Smaller cookies are for `.` and `..`. */
export const FIRST_COOKIE = 3;

export type TreeNode = DirectoryNode | TrackNode | FileNode;

export function inodeOf(node: TreeNode): number {
  return node.kind === 'track' ? trackInode(node.id) : node.inode;
}
