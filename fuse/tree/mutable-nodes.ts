/** The nodes as the tree itself changes them; all other code sees them through `nodes.ts`, which cannot. */
import type { DirectoryNode, FileNode, TrackNode } from './nodes.ts';

export interface Directory extends DirectoryNode {
  name: string;
  parent: Directory | null;
  readonly children: Map<string, Directory | Leaf>;
  changedAt: number;
  subdirectories: number;
  /** Whether it stays when it is empty: the root, and the directories that hold views. */
  fixed: boolean;
  /** The leaves that want a name which another node has, by the key of that name. */
  waiting: Map<string, Set<Leaf>> | null;
  /** How many tracks want each spelling of its name; only where case does not count. */
  readonly spellings: Map<string, number> | null;
}

export interface TrackLeaf extends TrackNode {
  parent: Directory;
  name: string;
  cookie: number;
  /** The name that it has where no other node wants it. */
  natural: string;
}

export interface FileLeaf extends FileNode {
  parent: Directory;
  name: string;
  cookie: number;
  natural: string;
  /** The number that distinguishes it from other files of its name. */
  readonly id: number;
}

export type Leaf = TrackLeaf | FileLeaf;
