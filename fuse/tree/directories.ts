/**
 * The directories of the mount, and who has which name in them.
 *
 * Names are given out per directory. Of several that want one name the first in rank has it and the others
 * wait under a distinguished name (`Song [#57].flac`): directories go before tracks, tracks before other files,
 * and among each of these the smallest number goes first. Where case does not count, a directory is spelled as
 * most of its tracks spell it.
 *
 * What it looks like depends only on who is in it, not on the order in which they came.
 */
import type { NameOptions } from '../template/sanitize.ts';
import { distinguish, nameKey } from '../template/sanitize.ts';
import type { ChangeLog } from './change-log.ts';
import { directoryInode, ROOT_INODE } from './inodes.ts';
import { FIRST_COOKIE, inodeOf, type DirectoryNode, type FileNode, type TrackNode, type TreeNode } from './nodes.ts';

export interface Directory extends DirectoryNode {
  name: string;
  parent: Directory | null;
  readonly children: Map<string, Directory | Leaf>;
  changedAt: number;
  subdirectories: number;
  /** Whether it stays when nothing is in it: the root, and what the views stand in. */
  fixed: boolean;
  /** Those who wait for a name which somebody else has, by that name's key. */
  waiting: Map<string, Set<Leaf>> | null;
  /** How often each spelling is wanted; only where case does not count. */
  readonly spellings: Map<string, number> | null;
}

export interface TrackLeaf extends TrackNode {
  parent: Directory;
  name: string;
  cookie: number;
  /** The name it would have on its own. */
  natural: string;
}

export interface FileLeaf extends FileNode {
  parent: Directory;
  name: string;
  cookie: number;
  natural: string;
  /** The number that tells it apart from others of its name. */
  readonly id: number;
}

export type Leaf = TrackLeaf | FileLeaf;

export class Directories {
  readonly root: Directory;
  readonly names: NameOptions;
  readonly #byInode = new Map<number, Directory>();
  #nextCookie = FIRST_COOKIE;

  constructor(names: NameOptions) {
    this.names = names;
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

  /** The child of that name; composed and decomposed spelling are the same, and case where it does not count. */
  child(directory: DirectoryNode, name: string): TreeNode | undefined {
    return directory.children.get(name) ?? directory.children.get(this.#keyOf(name));
  }

  /** Path from the root, without a leading slash; empty for the root. */
  pathOf(node: TreeNode): string {
    const names: string[] = [];
    for (let at: TreeNode | null = node; at !== null && at !== this.root; at = at.parent) names.push(at.name);
    return names.toReversed().join('/');
  }

  /** The directory at these names from the root that stays whatever is in it. To be made before any track comes. */
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

  /** These folders below `top` as they can be: a folder of tracks is never one that a view stands in. */
  avoidFixed(top: Directory, folders: readonly string[]): readonly string[] {
    const [first, ...rest] = folders;
    if (first === undefined || !this.#isFixed(top, first)) return folders;
    let name = first;
    do name += '_';
    while (this.#isFixed(top, name));
    return [name, ...rest];
  }

  /** The directory of these folders below another, made where it does not exist. */
  inside(top: Directory, folders: readonly string[], log: ChangeLog): Directory {
    let directory = top;
    for (const name of folders) {
      const key = this.#keyOf(name);
      const child = directory.children.get(key);
      directory = child?.kind === 'directory' ? child : this.#make(directory, key, name, child, log);
    }
    return directory;
  }

  /** Gives a leaf the name it wants in its directory, or one like it. */
  put(leaf: Leaf, log: ChangeLog): void {
    const { parent } = leaf;
    const key = this.#keyOf(leaf.natural);
    const holder = parent.children.get(key);
    if (holder === undefined) {
      this.#settle(leaf, leaf.natural, log);
    } else if (holder.kind === 'directory' || inodeOf(holder) < inodeOf(leaf)) {
      this.#wait(leaf, key, log);
    } else {
      parent.children.delete(key);
      this.#settle(leaf, leaf.natural, log);
      this.#wait(holder, key, log);
    }
    log.list(parent);
  }

  /** Takes a leaf out of its directory. The directory stays, even empty: see `prune`. */
  take(leaf: Leaf, log: ChangeLog): void {
    const { parent } = leaf;
    parent.children.delete(this.#keyOf(leaf.name));
    log.name(parent, leaf.name);
    const key = this.#keyOf(leaf.natural);
    if (!this.#leaveQueue(leaf, key)) this.#pass(parent, key, log);
    log.list(parent);
  }

  /** Removes a directory that is empty, and those that it leaves empty. */
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
      this.#pass(parent, empty.key, log);
      log.list(parent);
      empty = parent;
    }
  }

  /** Counts one track more or less that spells the folders down to `directory` like this. */
  respell(directory: Directory, folders: readonly string[], by: 1 | -1, log: ChangeLog): void {
    let at = directory;
    for (let index = folders.length - 1; index >= 0 && at.parent !== null; index -= 1) {
      const spelling = folders[index] ?? '';
      const spellings = at.spellings as Map<string, number>;
      const count = (spellings.get(spelling) ?? 0) + by;
      if (count > 0) spellings.set(spelling, count);
      else spellings.delete(spelling);
      const name = commonest(spellings) ?? at.name;
      if (name !== at.name) {
        log.name(at.parent, at.name);
        log.name(at.parent, name);
        at.name = name;
        log.list(at.parent);
      }
      at = at.parent;
    }
  }

  #isFixed(top: Directory, name: string): boolean {
    const child = top.children.get(this.#keyOf(name));
    return child?.kind === 'directory' && child.fixed;
  }

  #settle(leaf: Leaf, name: string, log: ChangeLog): void {
    leaf.name = name;
    leaf.cookie = this.#newCookie();
    leaf.parent.children.set(this.#keyOf(name), leaf);
    log.name(leaf.parent, name);
    if (leaf.kind === 'track') log.named.add(leaf);
  }

  #wait(leaf: Leaf, key: string, log: ChangeLog): void {
    const waiting = (leaf.parent.waiting ??= new Map());
    const queue = waiting.get(key) ?? new Set();
    waiting.set(key, queue.add(leaf));
    // Where case does not count, what takes its name may spell it differently.
    log.name(leaf.parent, leaf.natural);
    this.#settle(leaf, distinguish(leaf.natural, leaf.id, this.names), log);
  }

  /** Lets the first of those who wait for a name that has become free have it. */
  #pass(directory: Directory, key: string, log: ChangeLog): void {
    const queue = directory.waiting?.get(key);
    if (queue === undefined) return;
    let heir: Leaf | null = null;
    for (const leaf of queue) if (heir === null || inodeOf(leaf) < inodeOf(heir)) heir = leaf;
    if (heir === null) return;
    this.#leaveQueue(heir, key);
    directory.children.delete(this.#keyOf(heir.name));
    log.name(directory, heir.name);
    this.#settle(heir, heir.natural, log);
  }

  #leaveQueue(leaf: Leaf, key: string): boolean {
    const { waiting } = leaf.parent;
    const queue = waiting?.get(key);
    if (waiting === null || queue === undefined || !queue.delete(leaf)) return false;
    if (queue.size === 0) waiting.delete(key);
    if (waiting.size === 0) leaf.parent.waiting = null;
    return true;
  }

  #make(parent: Directory, key: string, name: string, inTheWay: Leaf | undefined, log: ChangeLog): Directory {
    const directory = this.#add(parent, key, name, this.#freeInode(parent, key));
    parent.children.delete(key);
    parent.children.set(key, directory);
    parent.subdirectories += 1;
    log.name(parent, name);
    if (inTheWay !== undefined) this.#wait(inTheWay, key, log);
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

/** The most frequent spelling; of equally frequent ones the first in order of text. */
function commonest(spellings: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  let votes = 0;
  for (const [spelling, count] of spellings) {
    if (best === null || count > votes || (count === votes && spelling < best)) [best, votes] = [spelling, count];
  }
  return best;
}
