/**
 * Paths that files had before an edit moved them. Programs that were started before the edit go on using the old path,
 * to save again or to put a temporary file beside it. Such a path leads to the file for a day after the last
 * save.
 *
 * - Listings do not show former paths.
 * - A name of the tree is never hidden by a former one.
 * - No other track moves to a former path: it gets a number. A new one may get the path.
 * - A file that is gone from the tree has no former path.
 */
import { fromMilliseconds, type Attributes } from './attributes.ts';
import { nameKey } from '../template/sanitize.ts';
import type { TreeChanges } from '../tree/change-log.ts';
import type { MountTree } from '../tree/mount-tree.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import type { FormerNames } from './former-names.ts';

/** A directory that may be gone, as the nearest directory of the tree and the folders from there. */
export interface PlaceInTree {
  readonly treeDirectory: number;
  readonly folders: readonly string[];
}

export class FormerPaths {
  readonly #tree: () => MountTree;
  readonly #names: FormerNames;

  /** @param tree the tree that is shown now */
  constructor(tree: () => MountTree, names: FormerNames) {
    this.#tree = tree;
    this.#names = names;
  }

  /** Remembers the names that a change of the shown tree took from files. */
  take({ lost, removed }: TreeChanges): void {
    for (const { directory, name, inode } of lost) this.#remember(directory, name, inode);
    for (const { inode, parent, key, name, changedAt } of removed) {
      if (parent !== null) this.#names.rememberDirectory({ inode, parent: parent.inode, key, name, changedAt });
    }
  }

  /** Lets a file be found under a name that the tree does not give it. Ignored where the directory is unknown. */
  keep({ directory, name }: NameInDirectory, inode: number): void {
    if (this.has(directory) || this.#tree().node(directory)?.kind === 'directory') {
      this.#remember(directory, name, inode);
    }
  }

  /** A program saved the file: it may go on with any path that the file had. */
  renew(inode: number): void {
    this.#names.renew(inode);
  }

  /** Inode of the file or directory that had this name; `null` where there is none. The tree has to be asked first. */
  find(directory: number, name: string): number | null {
    const key = this.#keyOf(name);
    return this.file(directory, key) ?? this.#names.directoryIn(directory, key)?.inode ?? null;
  }

  /** Inode of the file that had the name of this key; `null` where there is none. */
  file(directory: number, key: string): number | null {
    const file = this.#names.file(directory, key);
    return file !== null && this.#tree().node(file) !== undefined ? file : null;
  }

  /** Whether this is a directory that is gone from the tree, and in which names are remembered. */
  has(inode: number): boolean {
    return this.#names.directory(inode) !== null && this.#tree().node(inode) === undefined;
  }

  /** Attributes of a former directory, or `null`. */
  attributes(inode: number): Attributes | null {
    const directory = this.#names.directory(inode);
    return directory === null
      ? null
      : {
          inode,
          epoch: 0,
          kind: 'directory',
          writable: true,
          size: 4096,
          links: 2,
          modified: fromMilliseconds(directory.changedAt),
        };
  }

  /** Where a former directory was, or `null`. */
  placeOf(inode: number): PlaceInTree | null {
    const folders: string[] = [];
    for (let at = inode; ;) {
      if (this.#tree().node(at)?.kind === 'directory') return { treeDirectory: at, folders: folders.toReversed() };
      const directory = this.#names.directory(at);
      if (directory === null) return null;
      folders.push(directory.name);
      at = directory.parent;
    }
  }

  /** The directory that a former directory was in, or `null`. */
  parentOf(inode: number): number | null {
    return this.#names.directory(inode)?.parent ?? null;
  }

  /** Inodes of the files that had names in a directory. */
  filesIn(directory: number): number[] {
    return this.#names.filesIn(directory);
  }

  /** A program gave the name to something else. */
  forget({ directory, name }: NameInDirectory): void {
    this.#names.forget(directory, this.#keyOf(name));
  }

  /** A program gave the directory another name. */
  forgetBelow(directory: number): void {
    this.#names.forgetBelow(directory);
  }

  #remember(directory: number, name: string, inode: number): void {
    const tree = this.#tree();
    if (tree.nodesOf(inode).length === 0) return;
    if (tree.nodesOf(inode).some((node) => node.parent?.inode === directory && node.name === name)) return;
    this.#names.remember(directory, this.#keyOf(name), inode);
  }

  #keyOf(name: string): string {
    return nameKey(name, this.#tree().isCaseSensitive ? 'posix' : 'portable');
  }
}
