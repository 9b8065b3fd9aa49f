/** What caches of names and attributes (the kernel's, the driver's) have to drop after a change. */
import { ROOT_INODE } from '../tree/inodes.ts';
import type { MountTree } from '../tree/mount-tree.ts';
import type { DirectoryNode, NameInDirectory } from '../tree/nodes.ts';

export interface Invalidation {
  readonly names: readonly NameInDirectory[];
  /** Directories whose list of names changed. */
  readonly directories: readonly number[];
  /** Files whose content or attributes changed. */
  readonly files: readonly number[];
  /** Directories that are at the same path under another number. */
  readonly moved?: readonly MovedDirectory[];
}

/** The numbers of a directory before and after a change. */
export interface MovedDirectory {
  readonly from: number;
  readonly to: number;
}

/** For a tree that replaces another one. The kernel drops what it knows below a name together with the name. */
export function replacementInvalidation(before: MountTree, after: MountTree): Invalidation {
  const top = [...before.root.children.values(), ...after.root.children.values()];
  return {
    names: top.map(({ name }) => ({ directory: ROOT_INODE, name })),
    directories: [...new Set([...before.directoryInodes(), ...after.directoryInodes()])],
    files: [],
    moved: [...movedDirectories(before.root, after.root, after)],
  };
}

/** Under other rules for names, directories have other numbers. */
function* movedDirectories(before: DirectoryNode, after: DirectoryNode, tree: MountTree): Generator<MovedDirectory> {
  for (const child of before.children.values()) {
    if (child.kind !== 'directory') continue;
    const now = tree.child(after, child.name);
    if (now?.kind !== 'directory') continue;
    if (now.inode !== child.inode) yield { from: child.inode, to: now.inode };
    yield* movedDirectories(child, now, tree);
  }
}
