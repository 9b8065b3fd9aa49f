/**
 * The directories of the mount, and which node has which name in them.
 *
 * Names are assigned per directory. Of several nodes that want one name, the first in rank gets it and the others
 * get a distinguished one (`Song [#57].flac`) until it is free: directories rank before tracks, tracks before other
 * files, and smaller inodes before larger ones. Where case does not count, a directory has the spelling that most of
 * its tracks want (`spellings.ts`).
 *
 * The result depends only on the nodes in a directory, not on the order in which they came, with one exception: the name
 * of a file that moves is not passed on, neither to a file that waits for it (`leave`) nor to one that moves there
 * (`move`). The file is still found under it, so a program that goes on with the path, to save again, must not meet
 * another file there. The name is free again for the file itself, and for nodes that are new and rank before those that
 * wait.
 */
import type { NameOptions } from '../template/sanitize.ts';
import { distinguish, nameKey } from '../template/sanitize.ts';
import type { ChangeLog } from './change-log.ts';
import { directoryInode, ROOT_INODE } from './inodes.ts';
import type { Directory, Leaf } from './mutable-nodes.ts';
import { FIRST_COOKIE, inodeOf, type DirectoryNode, type TreeNode } from './nodes.ts';

/** Inode of the file that had a name, by its key, and is still found under it; `null` where there is none. */
export type FormerFile = (directory: number, key: string) => number | null;

export class Directories {
  readonly root: Directory;
  readonly names: NameOptions;
  readonly #byInode = new Map<number, Directory>();
  /** Keys of names at the root. */
  readonly #reserved = new Set<string>();
  readonly #formerFile: FormerFile;
  #nextCookie = FIRST_COOKIE;

  constructor(names: NameOptions, formerFile: FormerFile = () => null) {
    this.names = names;
    this.#formerFile = formerFile;
    this.root = this.#add(null, '', '', ROOT_INODE);
    this.root.fixed = true;
  }

  get count(): number {
    return this.#byInode.size;
  }

  inodes(): Iterable<number> {
    return this.#byInode.keys();
  }

  get(inode: number): Directory | undefined {
    return this.#byInode.get(inode);
  }

  /** The child of that name in any normalization, and in any case where case does not count. */
  child(directory: DirectoryNode, name: string): TreeNode | undefined {
    return directory.children.get(name) ?? directory.children.get(this.#keyOf(name));
  }

  /** Path from the root, without a leading slash; empty for the root. */
  pathOf(node: TreeNode): string {
    const names: string[] = [];
    for (let at: TreeNode | null = node; at !== null && at !== this.root; at = at.parent) names.push(at.name);
    return names.toReversed().join('/');
  }

  /** The directory at this path, which stays when it is empty. All of them must be made before any track. */
  fixed(path: readonly string[], log: ChangeLog): Directory {
    let directory = this.root;
    for (const name of path) {
      const child = directory.children.get(this.#keyOf(name));
      directory = child?.kind === 'directory' ? child : this.#make(directory, this.#keyOf(name), name, undefined, log);
      directory.fixed = true;
      directory.changedAt = log.time;
    }
    return directory;
  }

  /** Keeps the folders of tracks from having this name at the root, whether a directory has it or not. */
  reserve(name: string): void {
    this.#reserved.add(this.#keyOf(name));
  }

  /** The folders below `top` for a track: a first folder that a view already has gets `_` at its end. */
  avoidFixed(top: Directory, folders: readonly string[]): readonly string[] {
    const [first, ...rest] = folders;
    if (first === undefined || !this.#isFixed(top, first)) return folders;
    let name = first;
    do name += '_';
    while (this.#isFixed(top, name));
    return [name, ...rest];
  }

  /** The directory of these folders below `top`, made where it does not exist. */
  inside(top: Directory, folders: readonly string[], log: ChangeLog): Directory {
    let directory = top;
    for (const name of folders) {
      const key = this.#keyOf(name);
      const child = directory.children.get(key);
      directory = child?.kind === 'directory' ? child : this.#make(directory, key, name, child, log);
    }
    return directory;
  }

  /** Puts a leaf into its directory, under the name that it wants or a distinguished one. */
  put(leaf: Leaf, log: ChangeLog): void {
    const { parent } = leaf;
    const key = this.#keyOf(leaf.natural);
    const holder = parent.children.get(key);
    if (holder === undefined) {
      const first = this.#firstWaiting(parent, key);
      if (first !== null && inodeOf(first) < inodeOf(leaf)) this.#enqueue(leaf, key, log);
      else this.#assign(leaf, leaf.natural, key, log);
    } else if (holder.kind === 'directory' || inodeOf(holder) < inodeOf(leaf)) {
      this.#enqueue(leaf, key, log);
    } else {
      parent.children.delete(key);
      this.#assign(leaf, leaf.natural, key, log);
      this.#enqueue(holder, key, log);
    }
    log.list(parent);
  }

  /** The same for a leaf that had another name before: it does not get one that leads to another file. */
  move(leaf: Leaf, log: ChangeLog): void {
    const { parent } = leaf;
    const key = this.#keyOf(leaf.natural);
    const holder = parent.children.get(key);
    const leadsTo = holder === undefined ? this.#keptFor(parent, key, log) : inodeOf(holder);
    if (leadsTo === null) this.put(leaf, log);
    else if (leadsTo === inodeOf(leaf)) this.#assign(leaf, leaf.natural, key, log);
    else this.#enqueue(leaf, key, log);
    log.list(parent);
  }

  /** Takes a leaf out of its directory. The directory stays even if it is empty now: see `prune`. */
  take(leaf: Leaf, log: ChangeLog): void {
    if (this.#remove(leaf, log)) this.#promote(leaf.parent, this.#keyOf(leaf.natural), log);
  }

  /** The same for a leaf that gets another name: leaves that wait for the one that it had go on waiting. */
  leave(leaf: Leaf, log: ChangeLog): void {
    log.left.set(placeOf(leaf.parent, this.#keyOf(leaf.name)), inodeOf(leaf));
    this.#remove(leaf, log);
  }

  /** @returns whether the leaf had the name that it wanted */
  #remove(leaf: Leaf, log: ChangeLog): boolean {
    const { parent } = leaf;
    parent.children.delete(this.#keyOf(leaf.name));
    this.#lose(leaf, log);
    log.list(parent);
    return !this.#dequeue(leaf, this.#keyOf(leaf.natural));
  }

  /** Removes a directory if it is empty, and the directories above that are empty then. */
  prune(start: Directory, log: ChangeLog): void {
    let empty = start;
    while (
      empty.children.size === 0 &&
      !empty.fixed &&
      empty.parent !== null &&
      this.#byInode.get(empty.inode) === empty
    ) {
      const { parent } = empty;
      parent.children.delete(empty.key);
      parent.subdirectories -= 1;
      this.#byInode.delete(empty.inode);
      log.name(parent, empty.name);
      log.removed.push(empty);
      this.#promote(parent, empty.key, log);
      log.list(parent);
      empty = parent;
    }
  }

  #lose(leaf: Leaf, log: ChangeLog): void {
    log.name(leaf.parent, leaf.name);
    log.lost.push({ directory: leaf.parent.inode, name: leaf.name, inode: inodeOf(leaf) });
  }

  #isFixed(top: Directory, name: string): boolean {
    const key = this.#keyOf(name);
    if (top === this.root && this.#reserved.has(key)) return true;
    const child = top.children.get(key);
    return child?.kind === 'directory' && child.fixed;
  }

  /** @param key that of the name */
  #assign(leaf: Leaf, name: string, key: string, log: ChangeLog): void {
    leaf.name = name;
    leaf.cookie = this.#newCookie();
    leaf.parent.children.set(key, leaf);
    log.name(leaf.parent, name);
    if (leaf.kind === 'track') log.named.add(leaf);
  }

  #enqueue(leaf: Leaf, key: string, log: ChangeLog): void {
    const waiting = (leaf.parent.waiting ??= new Map());
    const queue = waiting.get(key) ?? new Set();
    waiting.set(key, queue.add(leaf));
    // Where case does not count, the node that has the name may spell it differently.
    log.name(leaf.parent, leaf.natural);
    const distinct = distinguish(leaf.natural, leaf.id, this.names);
    this.#assign(leaf, distinct, this.#keyOf(distinct), log);
  }

  /** Gives a name that has become free to the first of the leaves that wait for it. */
  #promote(directory: Directory, key: string, log: ChangeLog): void {
    const next = this.#firstWaiting(directory, key);
    if (next === null) return;
    this.#dequeue(next, key);
    directory.children.delete(this.#keyOf(next.name));
    this.#lose(next, log);
    this.#assign(next, next.natural, key, log);
  }

  /** Inode of the file that had the name before it moved, in this change or an earlier one. */
  #keptFor(directory: Directory, key: string, log: ChangeLog): number | null {
    return log.left.get(placeOf(directory, key)) ?? this.#formerFile(directory.inode, key);
  }

  #firstWaiting(directory: Directory, key: string): Leaf | null {
    let first: Leaf | null = null;
    for (const leaf of directory.waiting?.get(key) ?? []) {
      if (first === null || inodeOf(leaf) < inodeOf(first)) first = leaf;
    }
    return first;
  }

  #dequeue(leaf: Leaf, key: string): boolean {
    const { waiting } = leaf.parent;
    const queue = waiting?.get(key);
    if (waiting === null || queue === undefined || !queue.delete(leaf)) return false;
    if (queue.size === 0) waiting.delete(key);
    if (waiting.size === 0) leaf.parent.waiting = null;
    return true;
  }

  #make(parent: Directory, key: string, name: string, holder: Leaf | undefined, log: ChangeLog): Directory {
    const directory = this.#add(parent, key, name, this.#freeInode(parent, key));
    parent.children.delete(key);
    parent.children.set(key, directory);
    parent.subdirectories += 1;
    log.name(parent, name);
    if (holder !== undefined) this.#enqueue(holder, key, log);
    log.list(parent);
    return directory;
  }

  #add(parent: Directory | null, key: string, name: string, inode: number): Directory {
    const spellings = this.names.target === 'posix' ? null : new Map<string, number>();
    const directory: Directory = {
      kind: 'directory',
      inode,
      parent,
      key,
      name,
      children: new Map(),
      changedAt: 0,
      subdirectories: 0,
      cookie: this.#newCookie(),
      fixed: false,
      waiting: null,
      spellings,
    };
    this.#byInode.set(inode, directory);
    return directory;
  }

  #newCookie(): number {
    this.#nextCookie += 1;
    return this.#nextCookie - 1;
  }

  #freeInode(parent: Directory, key: string): number {
    for (let salt = 0; ; salt += 1) {
      const inode = directoryInode(parent.inode, key, salt);
      if (!this.#byInode.has(inode)) return inode;
    }
  }

  #keyOf(name: string): string {
    return nameKey(name, this.names.target);
  }
}

function placeOf(directory: Directory, key: string): string {
  return `${directory.inode}/${key}`;
}
