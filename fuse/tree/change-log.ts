/** What a change does to the tree, collected while it is made. */
import type { DirectoryNode, TrackNode } from './nodes.ts';

/** All that caches elsewhere have to forget after a change. */
export interface TreeChanges {
  /** Names that now mean something else than before, or something where there was nothing, or nothing. */
  readonly names: readonly { readonly directory: number; readonly name: string }[];
  /** Inodes of directories whose list of names is another. */
  readonly directories: ReadonlySet<number>;
  /** Tracks whose place depends on the change: give the tree their entries again. */
  readonly stale: readonly number[];
  /** Inodes of playlists in which something may be different. */
  readonly playlists: readonly number[];
}

export class ChangeLog {
  readonly names: { readonly directory: number; readonly name: string }[] = [];
  readonly directories = new Set<number>();
  /** Tracks that have got a name. */
  readonly named = new Set<TrackNode>();
  /** When it happens, for the directories that change: milliseconds since 1970. */
  time: number;

  constructor(time: number) {
    this.time = time;
  }

  name(directory: DirectoryNode, name: string): void {
    this.names.push({ directory: directory.inode, name });
  }

  /** The list of names of a directory is another. */
  list(directory: { readonly inode: number; changedAt: number }): void {
    this.directories.add(directory.inode);
    directory.changedAt = Math.max(directory.changedAt, this.time);
  }
}
