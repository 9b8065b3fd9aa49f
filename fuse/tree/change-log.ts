/** The effects of a change of the tree, collected while it is made. */
import type { DirectoryNode, NameInDirectory, TrackNode } from './nodes.ts';

/** A name that a file lost. */
export interface LostName extends NameInDirectory {
  readonly inode: number;
}

/** The effects of a change: what caches have to drop, and which entries the tree needs again. */
export interface TreeChanges {
  /** Names that appeared, disappeared or belong to another node now. */
  readonly names: readonly NameInDirectory[];
  /** Inodes of directories whose list of names changed. */
  readonly directories: ReadonlySet<number>;
  /** Tracks whose path depends on the change: the caller has to apply their entries again. */
  readonly stale: readonly number[];
  /** Inodes of playlists whose text may have changed. */
  readonly playlists: readonly number[];
  /** Names that files lost, also those of files that are gone. Some may have the name again. */
  readonly lost: readonly LostName[];
  /** Directories that were removed, each before the directory above it. */
  readonly removed: readonly DirectoryNode[];
}

export class ChangeLog {
  readonly names: NameInDirectory[] = [];
  readonly directories = new Set<number>();
  readonly lost: LostName[] = [];
  readonly removed: DirectoryNode[] = [];
  /** By inode of the directory and key of the name: the file that had the name and got another one. */
  readonly left = new Map<string, number>();
  /** Tracks that got a name. */
  readonly named = new Set<TrackNode>();
  /** Time of the change for the directories, in milliseconds since 1970. */
  time: number;

  constructor(time: number) {
    this.time = time;
  }

  name(directory: DirectoryNode, name: string): void {
    this.names.push({ directory: directory.inode, name });
  }

  /** The list of names of a directory changed. */
  list(directory: { readonly inode: number; changedAt: number }): void {
    this.directories.add(directory.inode);
    directory.changedAt = Math.max(directory.changedAt, this.time);
  }
}
