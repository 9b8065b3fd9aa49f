/**
 * The file system itself, without FUSE: names, attributes and the bytes of every file, made from a `TrackSource`.
 * Backends translate the kernel's requests into calls of it.
 *
 * - Trouble with the library or an original is `EIO`, never an empty directory and never wrong bytes.
 * - Nothing here waits on a disk synchronously.
 */
import type { Template } from '../template/template.ts';
import type { TrackPath } from '../template/format-path.ts';
import type { TreeChanges } from '../tree/change-log.ts';
import { trackInode, trackOfInode } from '../tree/inodes.ts';
import type { MountTree } from '../tree/mount-tree.ts';
import { inodeOf, type DirectoryNode, type NameInDirectory, type TreeNode } from '../tree/nodes.ts';
import { directoriesAfter } from '../tree/walk.ts';
import { directoryAttributes, type Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { findContent } from './find-content.ts';
import { FormerNames } from './former-names.ts';
import { FormerPaths, type PlaceInTree } from './former-paths.ts';
import { replacementInvalidation, type Invalidation } from './invalidation.ts';
import { listDirectory, type DirectoryEntry } from './listing.ts';
import { LiveTree, type ShownParts } from './live-tree.ts';
import { DEFAULT_CACHE_BYTES, type OverlayOptions } from './options.ts';
import { ServedFiles } from './served-files.ts';
import type { OverlayTrack, TrackSource, TreeEntry } from './track-source.ts';
import type { VirtualFile } from './virtual-file.ts';

export interface ViewOfDirectory {
  /** Folders from the root to where the template's paths begin; empty for the root. */
  readonly name: string;
  readonly template: Template;
  /** Names of folders from there. */
  readonly folders: readonly string[];
  /** The nearest directory above or at it that the tree has. */
  readonly treeDirectory: number;
}

/** The node that a name leads to. */
export interface FoundName {
  readonly inode: number;
  readonly exact: boolean;
  /** Whether the node had the name before it moved: listings do not show the name. */
  readonly former: boolean;
}

export class Overlay {
  readonly #source: TrackSource;
  readonly #live: LiveTree;
  readonly #files: ServedFiles;
  /** Paths that files had before they moved. */
  readonly former: FormerPaths;
  /** Resolves when all tracks are read; rejects when they cannot be read. */
  readonly ready: Promise<void>;
  #isReady = false;
  readonly #listeners = new Set<(invalidation: Invalidation) => void>();

  private constructor(source: TrackSource, options: OverlayOptions) {
    const report = options.onProblem ?? (() => undefined);
    this.#source = source;
    this.#live = new LiveTree(source, shownParts(options), {
      changed: (changes, touched) => this.#announce(changes, touched),
      replaced: (before, after) => this.#replaced(before, after),
      problem: (message) => report({ message, trackId: null }),
      formerFile: (directory, key) => this.former.file(directory, key),
    });
    this.former = new FormerPaths(() => this.#live.tree, options.formerNames ?? new FormerNames());
    this.#files = new ServedFiles(
      (inode) => findContent(source, this.#live.tree, inode),
      options.cacheBytes ?? DEFAULT_CACHE_BYTES,
      (message, inode) => report({ message, trackId: trackOfInode(inode) }),
    );
    this.ready = this.#read();
    // Callers that wait for it get the error; one that closes the overlay instead needs none.
    this.ready.catch(() => undefined);
  }

  /** Reads the library's tracks. Rejects when they cannot be read: there is then nothing to mount. */
  static async open(source: TrackSource, options: OverlayOptions): Promise<Overlay> {
    const overlay = Overlay.begin(source, options);
    await overlay.ready;
    return overlay;
  }

  /** Begins to read the library's tracks. Callers must use nothing but `ready` and `close` until it is ready. */
  static begin(source: TrackSource, options: OverlayOptions): Overlay {
    return new Overlay(source, options);
  }

  async #read(): Promise<void> {
    try {
      await this.#live.begin();
      this.#isReady = true;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Shows other views from now on. Rejects when the library cannot be read; everything then stays as it was. */
  async show(parts: Partial<ShownParts> & Pick<ShownParts, 'views'>): Promise<void> {
    await this.#live.replace(shownParts(parts));
  }

  /** Number of tracks in all views together: a track that two views show counts twice. */
  get trackCount(): number {
    return this.#live.tree.fileCount;
  }

  /** Calls back whenever caches have something to drop. Returns the function that ends it. */
  onInvalidate(listener: (invalidation: Invalidation) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when all changes that were announced so far are visible. */
  async settled(): Promise<void> {
    await this.#live.settled();
  }

  close(): void {
    this.#live.end();
    this.#listeners.clear();
  }

  /** Inode of the child that has or had that name. @throws OverlayError `ENOENT`, `ENOTDIR` */
  child(directory: number, name: string): number {
    const found = this.find(directory, name);
    if (found === null) throw new OverlayError('ENOENT', `There is no "${name}"`);
    return found.inode;
  }

  /**
   * The same, `null` where there is none. `exact` is false for another spelling of the name (decomposed, or in
   * another case where that does not count) and for a former name: invalidations name only the exact one.
   */
  find(directory: number, name: string): FoundName | null {
    const isFormer = this.former.has(directory);
    const node = isFormer ? undefined : this.#live.tree.child(this.#directory(directory), name);
    if (node !== undefined) return { inode: inodeOf(node), exact: node.name === name, former: false };
    const inode = this.former.find(directory, name);
    return inode === null ? null : { inode, exact: false, former: true };
  }

  /** The directories that a walk through the whole tree reaches after this one, in that order. */
  *directoriesAfter(inode: number): Generator<number> {
    yield* directoriesAfter(this.#directory(inode));
  }

  /** Whether the tree has the node now. */
  exists(inode: number): boolean {
    return this.#live.tree.node(inode) !== undefined;
  }

  /** Whether names lead to files there: a directory of the tree, or a former one. */
  isDirectory(inode: number): boolean {
    return this.#live.tree.node(inode)?.kind === 'directory' || this.former.has(inode);
  }

  /** All names of a node. None for the root and for a node that is gone. */
  namesOf(inode: number): readonly NameInDirectory[] {
    const { tree } = this.#live;
    const directory = tree.node(inode);
    const nodes = directory?.kind === 'directory' ? [directory] : tree.nodesOf(inode);
    return nodes.flatMap(({ parent, name }) => (parent === null ? [] : [{ directory: parent.inode, name }]));
  }

  /** The view that a directory belongs to; `null` for a directory that only holds views. */
  viewOf(directory: number): ViewOfDirectory | null {
    const { treeDirectory, folders } = this.#placeOf(directory);
    const found = this.#live.tree.viewOf(this.#directory(treeDirectory));
    return (
      found && {
        name: found.view.name,
        template: found.view.template,
        folders: [...found.folders, ...folders],
        treeDirectory,
      }
    );
  }

  /** The paths that these tracks would get in the view of a directory, from where its template's paths begin. */
  predictPaths(directory: number, entries: readonly TreeEntry[]): TrackPath[] {
    return this.#live.tree.predictPaths(this.#directory(directory), entries);
  }

  /** Inode at a path from the root, with or without a leading slash. */
  resolve(path: string): number {
    let { inode } = this.#live.tree.root;
    for (const name of path.split('/')) if (name !== '') inode = this.child(inode, name);
    return inode;
  }

  /** Path of an inode from the root, without a leading slash; the first path of a file that has several. */
  pathOf(inode: number): string {
    const { treeDirectory, folders } = this.#placeOf(inode);
    const path = this.#live.tree.pathOf(this.#node(treeDirectory));
    return [path, ...folders].filter((part) => part !== '').join('/');
  }

  /** The directory of a node; the root is its own. */
  parentOf(inode: number): number {
    if (this.former.has(inode)) return this.former.parentOf(inode) ?? this.#live.tree.root.inode;
    return (this.#node(inode).parent ?? this.#live.tree.root).inode;
  }

  async attributes(inode: number): Promise<Attributes> {
    const former = this.former.has(inode) ? this.former.attributes(inode) : null;
    if (former !== null) return former;
    const node = this.#node(inode);
    return node.kind === 'directory' ? directoryAttributes(node) : this.#files.attributes(inode);
  }

  /** The names in a directory, without `.` and `..`; none in a former directory. */
  list(inode: number): DirectoryEntry[] {
    if (this.former.has(inode)) return [];
    return listDirectory(this.#directory(inode), (file) => this.#files.known(file));
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

  /** Reads these tracks again. Resolves when their present state is visible. */
  async refresh(ids: readonly number[]): Promise<void> {
    await this.#live.refresh(ids);
  }

  /** Gives the present content of a track the next epoch, and makes caches look its name up again. */
  renew(id: number): void {
    this.#files.renew(trackInode(id));
    this.#tell({ names: [], directories: [], files: [trackInode(id)] });
  }

  /** Makes caches drop a name. */
  forgetName(directory: number, name: string): void {
    this.#tell({ names: [{ directory, name }], directories: [directory], files: [] });
  }

  /** A track in full, or `null` when it is gone. */
  async track(id: number): Promise<OverlayTrack | null> {
    return this.#source.track(id);
  }

  /** The entries of these tracks; those of tracks that are gone are left out. */
  async entries(ids: readonly number[]): Promise<readonly TreeEntry[]> {
    return this.#source.entriesOf(ids);
  }

  /** Whether two names that differ only in case are two names. */
  get isCaseSensitive(): boolean {
    return this.#live.tree.isCaseSensitive;
  }

  /** The epoch that callers last got for a file; `null` when there is none or it may have changed. */
  knownEpoch(inode: number): number | null {
    return this.#files.known(inode)?.epoch ?? null;
  }

  /** Whether a read of the inode would be answered from this generation now. */
  isCurrent(inode: number, file: VirtualFile): boolean {
    return this.#files.known(inode)?.epoch === file.attributes.epoch;
  }

  /** The error of every operation that would change something in a read-only mount. */
  refuse(operation: string): OverlayError {
    return new OverlayError('EROFS', `${operation} is refused: the mount is read-only`);
  }

  #placeOf(inode: number): PlaceInTree {
    return (this.former.has(inode) ? this.former.placeOf(inode) : null) ?? { treeDirectory: inode, folders: [] };
  }

  #node(inode: number): TreeNode {
    const node = this.#live.tree.node(inode);
    if (node === undefined) throw new OverlayError('ENOENT', 'It is no longer in the library');
    return node;
  }

  #directory(inode: number): DirectoryNode {
    const node = this.#node(inode);
    if (node.kind !== 'directory') throw new OverlayError('ENOTDIR', `"${node.name}" is not a directory`);
    return node;
  }

  /** The tracks of playlists have other paths in another tree. */
  #replaced(before: MountTree, after: MountTree): void {
    const files = after.playlistInodes().filter((inode) => this.#files.expire(inode));
    this.#tell({ ...replacementInvalidation(before, after), files });
  }

  /** @param touched inodes of files that are or may be different */
  #announce(changes: TreeChanges, touched: readonly number[]): void {
    // No program has seen anything of a tree that is read for the first time.
    if (!this.#isReady) return;
    this.former.take(changes);
    const files: number[] = [];
    const lost = changes.lost.map(({ inode }) => inode);
    const lists = this.#live.tree.savedPlaylists?.concernedBy([...touched, ...lost]) ?? [];
    for (const inode of [...touched, ...changes.playlists, ...lists]) {
      if (!this.#files.expire(inode)) continue;
      files.push(inode);
      if (this.#live.tree.node(inode) === undefined) this.#files.forget(inode);
    }
    if (changes.names.length === 0 && changes.directories.size === 0 && files.length === 0) return;
    this.#tell({ names: changes.names, directories: [...changes.directories], files });
  }

  #tell(invalidation: Invalidation): void {
    for (const listener of this.#listeners) listener(invalidation);
  }
}

function shownParts({
  views,
  sidecars = false,
  playlists = false,
}: Partial<ShownParts> & Pick<ShownParts, 'views'>): ShownParts {
  return { views, sidecars, playlists };
}
