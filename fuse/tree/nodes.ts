/** What the tree consists of. Only `TrackTree` changes these; everybody else reads them. */

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
}

export interface TrackNode {
  readonly kind: 'track';
  /** The track's id; its inode follows from it. */
  readonly id: number;
  readonly parent: DirectoryNode;
  readonly name: string;
}

export type TreeNode = DirectoryNode | TrackNode;
