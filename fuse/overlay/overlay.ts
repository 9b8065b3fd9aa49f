/**
 * The file system itself, without FUSE: which names there are, what `stat` says about them, and the bytes of
 * every file, made from a `TrackSource`. Backends translate the kernel's requests into calls of it.
 *
 * - Trouble with the library or an original is `EIO`, never an empty directory and never wrong bytes.
 * - Nothing here waits on a disk synchronously.
 */
import type { Template } from '../template/compile.ts';
import type { TrackPath } from '../template/format-path.ts';
import type { TreeChanges } from '../tree/change-log.ts';
import { ROOT_INODE, trackInode, trackOfInode } from '../tree/inodes.ts';
import { MountTree, type View } from '../tree/mount-tree.ts';
import { inodeOf, type DirectoryNode, type TreeNode } from '../tree/nodes.ts';
import { directoryAttributes, type Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { findContent } from './find-content.ts';
import { ServedFiles } from './served-files.ts';
import type { OverlayTrack, TrackSource, TreeEntry } from './track-source.ts';
import { TreeUpdates } from './tree-updates.ts';
import type { VirtualFile } from './virtual-file.ts';

export interface OverlayOptions {
  /** One at least. Their numbers in the source are those of this list. */
  readonly views: readonly View[];
  /** Whether to show the files that lie beside originals. */
  readonly sidecars?: boolean;
  /** Bytes of headers to keep in memory. */
  readonly cacheBytes?: number;
  /** Told about what went wrong behind the scenes, in words for a person. */
  readonly onProblem?: (problem: Problem) => void;
}

export interface Problem {
  readonly message: string;
  /** Which track it is about, if it is about one. */
  readonly trackId: number | null;
}

/** What caches of names and attributes have to forget. */
export interface Invalidation {
  readonly names: TreeChanges['names'];
  /** Directories whose list of names changed. */
  readonly directories: readonly number[];
  /** Files whose content or attributes changed. */
  readonly files: readonly number[];
}

/** A name in a directory. */
export interface NameInDirectory {
  readonly directory: number;
  readonly name: string;
}

export interface ViewOfDirectory {
  /** Folders from the root to where the template's paths begin; empty for the root. */
  readonly name: string;
  readonly template: Template;
  /** Names of folders from there. */
  readonly folders: readonly string[];
}

export interface DirectoryEntry {
  readonly name: string;
  readonly inode: number;
  readonly kind: 'file' | 'directory';
  /** Entries come in the order of their cookies, which stay the same; the smallest is 3. */
  readonly cookie: number;
  /** As far as they are known without work. */
  readonly attributes: Attributes | null;
}

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;

export class Overlay {
  readonly #source: TrackSource;
  #tree: MountTree;
  #caseSensitive: boolean;
  readonly #files: ServedFiles;
  readonly #report: (problem: Problem) => void;
  readonly #listeners = new Set<(invalidation: Invalidation) => void>();
  #updates: TreeUpdates;

  private constructor(source: TrackSource, options: OverlayOptions) {
    this.#source = source;
    this.#tree = new MountTree(options.views, options.sidecars ?? false);
    this.#caseSensitive = isCaseSensitive(options.views);
    this.#report = options.onProblem ?? (() => undefined);
    this.#files = new ServedFiles(
      (inode) => findContent(source, this.#tree, inode),
      options.cacheBytes ?? DEFAULT_CACHE_BYTES,
      (message, inode) => this.#report({ message, trackId: trackOfInode(inode) }),
    );
    this.#updates = this.#follow(this.#tree, options.sidecars ?? false);
  }

  /** Reads the library's tracks. Rejects when they cannot be read: there is then nothing to mount. */
  static async open(source: TrackSource, options: OverlayOptions): Promise<Overlay> {
    const overlay = new Overlay(source, options);
    try {
      await overlay.#updates.begin();
    } catch (error) {
      overlay.close();
      throw error;
    }
    return overlay;
  }

  /**
   * Shows other views from now on. The new tree is read beside the old one and takes its place at once.
   * Rejects when the library cannot be read; everything then stays as it was.
   */
  async show(views: readonly View[], sidecars: boolean): Promise<void> {
    const tree = new MountTree(views, sidecars);
    const updates = this.#follow(tree, sidecars);
    try {
      await updates.begin();
    } catch (error) {
      updates.end();
      throw error;
    }
    const [before, names] = [
      this.#tree,
      [...this.#tree.root.children.values(), ...tree.root.children.values()].map(({ name }) => ({
        directory: ROOT_INODE,
        name,
      })),
    ];
    this.#updates.end();
    this.#tree = tree;
    this.#updates = updates;
    this.#caseSensitive = isCaseSensitive(views);
    // What the kernel knows below a name goes with the name.
    this.#tell({
      names,
      directories: [...new Set([...before.directoryInodes(), ...tree.directoryInodes()])],
      files: [],
    });
  }

  /** Tracks that stand anywhere; one that several views show counts several times. */
  get trackCount(): number {
    return this.#tree.fileCount;
  }

  /** Calls back whenever caches have something to forget. Returns the function that ends it. */
  onInvalidate(listener: (invalidation: Invalidation) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when all changes that were announced so far are visible. */
  async settled(): Promise<void> {
    await this.#updates.settled();
  }

  close(): void {
    this.#updates.end();
    this.#listeners.clear();
  }

  /** Inode of the child of that name. @throws OverlayError `ENOENT`, `ENOTDIR` */
  child(directory: number, name: string): number {
    const found = this.find(directory, name);
    if (found === null) throw new OverlayError('ENOENT', `There is no "${name}"`);
    return found.inode;
  }

  /**
   * The same, `null` where there is none. `exact` is false for another spelling of the name (decomposed, or
   * in another case where that does not count): invalidations only tell of the exact one.
   */
  find(directory: number, name: string): { readonly inode: number; readonly exact: boolean } | null {
    const node = this.#tree.child(this.#directory(directory), name);
    return node === undefined ? null : { inode: inodeOf(node), exact: node.name === name };
  }

  /** The directories that somebody who walks the whole tree comes to after this one, in that order. */
  *directoriesAfter(inode: number): Generator<number> {
    const node = this.#directory(inode);
    yield* directoriesIn(node);
    for (let below: DirectoryNode = node; below.parent !== null; below = below.parent) {
      yield* directoriesIn(below.parent, below);
    }
  }

  exists(inode: number): boolean {
    return this.#tree.node(inode) !== undefined;
  }

  /** Where a node stands: directories, and its names there. None for the root and for what is gone. */
  namesOf(inode: number): readonly NameInDirectory[] {
    const directory = this.#tree.node(inode);
    const nodes = directory?.kind === 'directory' ? [directory] : this.#tree.nodesOf(inode);
    return nodes.flatMap(({ parent, name }) => (parent === null ? [] : [{ directory: parent.inode, name }]));
  }

  /** The view that a directory belongs to; `null` for a directory that only holds views. */
  viewOf(directory: number): ViewOfDirectory | null {
    const found = this.#tree.viewOf(this.#directory(directory));
    return found && { name: found.view.name, template: found.view.template, folders: found.folders };
  }

  /** Where these tracks would stand below where the paths of a directory's view begin, if they were like that. */
  predictPaths(directory: number, entries: readonly TreeEntry[]): TrackPath[] {
    return this.#tree.predictPaths(this.#directory(directory), entries);
  }

  /** Inode at a path from the root, with or without a leading slash. */
  resolve(path: string): number {
    let inode = this.#tree.root.inode;
    for (const name of path.split('/')) if (name !== '') inode = this.child(inode, name);
    return inode;
  }

  /** Path from the root of an inode, without a leading slash; of a file that stands in several places, one of them. */
  pathOf(inode: number): string {
    return this.#tree.pathOf(this.#node(inode));
  }

  /** Path in the mount of a track, or `null` when it has none. */
  pathOfTrack(id: number): string | null {
    const node = this.#tree.node(trackInode(id));
    return node === undefined ? null : this.#tree.pathOf(node);
  }

  /** The directory that a node stands in; the root stands in itself. */
  parentOf(inode: number): number {
    return (this.#node(inode).parent ?? this.#tree.root).inode;
  }

  async attributes(inode: number): Promise<Attributes> {
    const node = this.#node(inode);
    return node.kind === 'directory' ? directoryAttributes(node) : this.#files.attributes(inode);
  }

  /** The names in a directory, without `.` and `..`. */
  list(inode: number): DirectoryEntry[] {
    const entries: DirectoryEntry[] = [];
    for (const child of this.#directory(inode).children.values()) {
      const { name, cookie } = child;
      if (child.kind === 'directory') {
        entries.push({ name, inode: child.inode, kind: 'directory', cookie, attributes: directoryAttributes(child) });
      } else {
        const inode = inodeOf(child);
        entries.push({ name, inode, kind: 'file', cookie, attributes: this.#files.known(inode) });
      }
    }
    return entries;
  }

  /**
   * The current generation of a file, with its plan.
   * @throws OverlayError `ENOENT` when the track is gone, `EISDIR`, `EIO`
   */
  async file(inode: number): Promise<VirtualFile> {
    const node = this.#node(inode);
    if (node.kind === 'directory') throw new OverlayError('EISDIR', `"${node.name}" is a directory`);
    return this.#files.file(inode);
  }

  /** Reads these tracks again. Resolves when what they are now is visible here. */
  async refresh(ids: readonly number[]): Promise<void> {
    await this.#updates.take(ids);
  }

  /** The present content of a track becomes a generation of its own, and its name has to be looked up again. */
  renew(id: number): void {
    this.#files.renew(trackInode(id));
    this.#tell({ names: [], directories: [], files: [trackInode(id)] });
  }

  /** Makes caches forget what a name stands for. */
  forgetName(directory: number, name: string): void {
    this.#tell({ names: [{ directory, name }], directories: [directory], files: [] });
  }

  /** Makes caches forget what is in a directory. */
  forgetListing(directory: number): void {
    this.#tell({ names: [], directories: [directory], files: [] });
  }

  /** A track in full, or `null` when it is gone. */
  async track(id: number): Promise<OverlayTrack | null> {
    return this.#source.track(id);
  }

  /** What the tree knows of tracks; those that are gone are left out. */
  async entries(ids: readonly number[]): Promise<readonly TreeEntry[]> {
    return this.#source.entriesOf(ids);
  }

  /** Whether two names that differ only in case are two names. */
  get isCaseSensitive(): boolean {
    return this.#caseSensitive;
  }

  /** The generation of a file that was last told of, or `null`. */
  knownEpoch(inode: number): number | null {
    return this.#files.known(inode)?.epoch ?? null;
  }

  /** Whether this is what would be read of the file now. */
  isCurrent(inode: number, file: VirtualFile): boolean {
    return this.#files.known(inode)?.epoch === file.attributes.epoch;
  }

  /** Sizes for `statfs`: there is always room, because programs refuse to work on a full disk. */
  statistics(): { readonly blockSize: number; readonly blocks: number; readonly free: number; readonly files: number } {
    return { blockSize: 4096, blocks: 2 ** 30, free: 2 ** 29, files: this.#tree.fileCount + this.#tree.directoryCount };
  }

  /** Every operation that would change something ends here: the mount is read-only. */
  refuse(operation: string): OverlayError {
    return new OverlayError('EROFS', `${operation} is refused: the mount is read-only`);
  }

  #node(inode: number): TreeNode {
    const node = this.#tree.node(inode);
    if (node === undefined) throw new OverlayError('ENOENT', 'It is no longer in the library');
    return node;
  }

  #directory(inode: number): DirectoryNode {
    const node = this.#node(inode);
    if (node.kind !== 'directory') throw new OverlayError('ENOTDIR', `"${node.name}" is not a directory`);
    return node;
  }

  #follow(tree: MountTree, sidecars: boolean): TreeUpdates {
    const announce = (changes: TreeChanges, touched: readonly number[]): void => {
      // A tree that is still being read is nobody's yet.
      if (tree === this.#tree) this.#announce(changes, touched);
    };
    return new TreeUpdates(this.#source, tree, sidecars, announce, (message) =>
      this.#report({ message, trackId: null }),
    );
  }

  /** @param touched inodes of files that are or may be different */
  #announce(changes: TreeChanges, touched: readonly number[]): void {
    const files: number[] = [];
    for (const inode of [...touched, ...changes.playlists]) {
      if (!this.#files.expire(inode)) continue;
      files.push(inode);
      if (this.#tree.node(inode) === undefined) this.#files.forget(inode);
    }
    if (changes.names.length === 0 && changes.directories.size === 0 && files.length === 0) return;
    this.#tell({ names: changes.names, directories: [...changes.directories], files });
  }

  #tell(invalidation: Invalidation): void {
    for (const listener of this.#listeners) listener(invalidation);
  }
}

function isCaseSensitive(views: readonly View[]): boolean {
  return views.every(({ template }) => template.names.target === 'posix');
}

/** All directories below one, depth first; with `after`, only those behind this child. */
function* directoriesIn(directory: DirectoryNode, after: DirectoryNode | null = null): Generator<number> {
  let begun = after === null;
  for (const child of directory.children.values()) {
    if (begun && child.kind === 'directory') {
      yield child.inode;
      yield* directoriesIn(child);
    }
    begun ||= child === after;
  }
}
