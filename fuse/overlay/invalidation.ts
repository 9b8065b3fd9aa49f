/** What caches of names and attributes (the kernel's, the driver's) have to drop after a change. */
import { ROOT_INODE } from '../tree/inodes.ts';
import type { MountTree } from '../tree/mount-tree.ts';
import type { NameInDirectory } from '../tree/nodes.ts';

export interface Invalidation {
  readonly names: readonly NameInDirectory[];
  /** Directories whose list of names changed. */
  readonly directories: readonly number[];
  /** Files whose content or attributes changed. */
  readonly files: readonly number[];
}

/** For a tree that replaces another one. The kernel drops what it knows below a name together with the name. */
export function replacementInvalidation(before: MountTree, after: MountTree): Invalidation {
  const top = [...before.root.children.values(), ...after.root.children.values()];
  return {
    names: top.map(({ name }) => ({ directory: ROOT_INODE, name })),
    directories: [...new Set([...before.directoryInodes(), ...after.directoryInodes()])],
    files: [],
  };
}
