/**
 * The file system itself, without FUSE: which names there are, what `stat` says about them, and the bytes of
 * every file, made from a `TrackSource`. Backends translate the kernel's requests into calls of it.
 *
 * - Trouble with the library or an original is `EIO`, never an empty directory and never wrong bytes.
 * - Nothing here waits on a disk synchronously.
 */
import type { Template } from '../template/compile.ts';
import { trackInode, trackOfInode } from '../tree/inodes.ts';
import type { DirectoryNode, TreeNode } from '../tree/nodes.ts';
import { TrackTree, type TreeChanges } from '../tree/track-tree.ts';
import { directoryAttributes, type Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { ServedFiles } from './served-files.ts';
import type { OverlayTrack, TrackSource, TreeEntry } from './track-source.ts';
import type { VirtualFile } from './virtual-file.ts';

export interface OverlayOptions {
  readonly template: Template;
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
export interface PlaceInTree {
  readonly directory: number;
  readonly name: string;
}

export interface ViewOfDirectory {
  readonly template: Template;
  /** Names of folders from where the template's paths begin. */
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
/** So many changed tracks are read from the library at once. */
const BATCH = 1000;

export class Overlay {
  private readonly source: TrackSource;
  private readonly template: Template;
  private readonly tree: TrackTree;
  private readonly caseSensitive: boolean;
  private readonly files: ServedFiles;
  private readonly report: (problem: Problem) => void;
  private readonly listeners = new Set<(invalidation: Invalidation) => void>();
  private readonly endSubscription: () => void;
  /** Changes are taken in one after the other. */
  private work: Promise<void> = Promise.resolve();

  private constructor(source: TrackSource, options: OverlayOptions) {
    this.source = source;
    this.template = options.template;
    this.tree = new TrackTree(options.template);
    this.caseSensitive = options.template.names.target === 'posix';
    this.report = options.onProblem ?? (() => undefined);
    this.files = new ServedFiles(source, options.cacheBytes ?? DEFAULT_CACHE_BYTES, (message, trackId) => this.report({ message, trackId }));
    this.endSubscription = source.onChange((ids) => this.enqueue(ids));
  }

  /** Reads the library's tracks. Rejects when they cannot be read: there is then nothing to mount. */
  static async open(source: TrackSource, options: OverlayOptions): Promise<Overlay> {
    const overlay = new Overlay(source, options);
    // Changes that arrive meanwhile wait until everything is read once.
    overlay.work = overlay.readAll(0).then(() => undefined);
    try {
      await overlay.work;
    } catch (error) {
      overlay.close();
      throw error;
    }
    return overlay;
  }

  get trackCount(): number {
    return this.tree.trackCount;
  }

  /** Calls back whenever caches have something to forget. Returns the function that ends it. */
  onInvalidate(listener: (invalidation: Invalidation) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when all changes that were announced so far are visible. */
  async settled(): Promise<void> {
    await this.work;
  }

  close(): void {
    this.endSubscription();
    this.listeners.clear();
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
    const node = this.tree.child(this.directory(directory), name);
    return node === undefined ? null : { inode: inodeOf(node), exact: node.name === name };
  }

  /** The directories that somebody who walks the whole tree comes to after this one, in that order. */
  *directoriesAfter(inode: number): Generator<number> {
    const node = this.directory(inode);
    yield* directoriesIn(node);
    for (let below: DirectoryNode = node; below.parent !== null; below = below.parent) yield* directoriesIn(below.parent, below);
  }

  exists(inode: number): boolean {
    return this.tree.node(inode) !== undefined;
  }

  /** Where a node stands: directories, and its names there. None for the root and for what is gone. */
  placesOf(inode: number): readonly PlaceInTree[] {
    const node = this.tree.node(inode);
    return node === undefined || node.parent === null ? [] : [{ directory: node.parent.inode, name: node.name }];
  }

  /** The template that names what is in a directory, and which folders of its paths lead there. */
  viewOf(directory: number): ViewOfDirectory {
    const path = this.tree.pathOf(this.directory(directory));
    return { template: this.template, folders: path === '' ? [] : path.split('/') };
  }

  /** Inode at a path from the root, with or without a leading slash. */
  resolve(path: string): number {
    let inode = this.tree.root.inode;
    for (const name of path.split('/')) if (name !== '') inode = this.child(inode, name);
    return inode;
  }

  /** Path from the root of an inode, without a leading slash. */
  pathOf(inode: number): string {
    return this.tree.pathOf(this.node(inode));
  }

  /** Path in the mount of a track, or `null` when it has none. */
  pathOfTrack(id: number): string | null {
    const node = this.tree.track(id);
    return node === undefined ? null : this.tree.pathOf(node);
  }

  /** The directory that a node stands in; the root stands in itself. */
  parentOf(inode: number): number {
    return (this.node(inode).parent ?? this.tree.root).inode;
  }

  async attributes(inode: number): Promise<Attributes> {
    const node = this.node(inode);
    if (node.kind === 'directory') return directoryAttributes(node);
    return this.files.attributes(node.id);
  }

  /** The names in a directory, without `.` and `..`. */
  list(inode: number): DirectoryEntry[] {
    const entries: DirectoryEntry[] = [];
    for (const child of this.directory(inode).children.values()) {
      const { name, cookie } = child;
      if (child.kind === 'directory') {
        entries.push({ name, inode: child.inode, kind: 'directory', cookie, attributes: directoryAttributes(child) });
      } else {
        entries.push({ name, inode: trackInode(child.id), kind: 'file', cookie, attributes: this.files.known(child.id) });
      }
    }
    return entries;
  }

  /**
   * The current generation of a file, with its plan.
   * @throws OverlayError `ENOENT` when the track is gone, `EISDIR`, `EIO`
   */
  async file(inode: number): Promise<VirtualFile> {
    const node = this.node(inode);
    if (node.kind === 'directory') throw new OverlayError('EISDIR', `"${node.name}" is a directory`);
    return this.files.file(node.id);
  }

  /** Reads these tracks again. Resolves when what they are now is visible here. */
  async refresh(ids: readonly number[]): Promise<void> {
    this.enqueue(ids);
    await this.work;
  }

  /** The present content of a track becomes a generation of its own, and its name has to be looked up again. */
  renew(id: number): void {
    this.files.renew(id);
    this.tell({ names: [], directories: [], files: [trackInode(id)] });
  }

  /** Makes caches forget what is in a directory. */
  forgetListing(directory: number): void {
    this.tell({ names: [], directories: [directory], files: [] });
  }

  /** A track in full, or `null` when it is gone. */
  async track(id: number): Promise<OverlayTrack | null> {
    return this.source.track(id);
  }

  /** Whether two names that differ only in case are two names. */
  get isCaseSensitive(): boolean {
    return this.caseSensitive;
  }

  /** Whether this is what would be read of the file now. */
  isCurrent(inode: number, file: VirtualFile): boolean {
    const id = trackOfInode(inode);
    return id !== null && this.files.known(id)?.epoch === file.attributes.epoch;
  }

  /** Sizes for `statfs`: there is always room, because programs refuse to work on a full disk. */
  statistics(): { readonly blockSize: number; readonly blocks: number; readonly free: number; readonly files: number } {
    return { blockSize: 4096, blocks: 2 ** 30, free: 2 ** 29, files: this.tree.trackCount + this.tree.directoryCount };
  }

  /** Every operation that would change something ends here: the mount is read-only. */
  refuse(operation: string): OverlayError {
    return new OverlayError('EROFS', `${operation} is refused: the mount is read-only`);
  }

  private node(inode: number): TreeNode {
    const node = this.tree.node(inode);
    if (node === undefined) throw new OverlayError('ENOENT', 'It is no longer in the library');
    return node;
  }

  private directory(inode: number): DirectoryNode {
    const node = this.node(inode);
    if (node.kind !== 'directory') throw new OverlayError('ENOTDIR', `"${node.name}" is not a directory`);
    return node;
  }

  private enqueue(ids: readonly number[]): void {
    this.work = this.work
      .then(() => (ids.length === 0 ? this.readAll(Date.now()) : this.readSome(ids)))
      .catch((error: unknown) => {
        this.report({ message: `Changes of the library could not be read: ${error instanceof Error ? error.message : String(error)}`, trackId: null });
      });
  }

  private async readSome(ids: readonly number[]): Promise<void> {
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      const entries = await this.source.entriesOf(batch);
      const present = new Set(entries.map((entry) => entry.id));
      await this.take(entries, batch.filter((id) => !present.has(id)), batch, Date.now());
    }
  }

  private async readAll(now: number): Promise<void> {
    const gone = new Set(this.tree.trackIds());
    const stale = new Set<number>();
    for await (const entries of this.source.entries()) {
      for (const entry of entries) gone.delete(entry.id);
      const changes = this.tree.apply(entries, [], now);
      for (const id of changes.stale) stale.add(id);
      this.announce(changes, entries.map((entry) => entry.id));
    }
    await this.take(await this.source.entriesOf([...stale]), [...gone], [...gone], now);
  }

  /** Takes changed tracks into the tree, and with them those whose place depends on them. */
  private async take(entries: readonly TreeEntry[], removed: readonly number[], touched: readonly number[], now: number): Promise<void> {
    const changes = this.tree.apply(entries, removed, now);
    this.announce(changes, touched);
    if (changes.stale.length > 0) this.announce(this.tree.apply(await this.source.entriesOf(changes.stale), [], now), []);
  }

  private announce(changes: TreeChanges, touched: readonly number[]): void {
    const files: number[] = [];
    for (const id of touched) {
      if (!this.files.expire(id)) continue;
      files.push(trackInode(id));
      if (this.tree.track(id) === undefined) this.files.forget(id);
    }
    if (changes.names.length === 0 && changes.directories.size === 0 && files.length === 0) return;
    this.tell({ names: changes.names, directories: [...changes.directories], files });
  }

  private tell(invalidation: Invalidation): void {
    for (const listener of this.listeners) listener(invalidation);
  }
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

function inodeOf(node: TreeNode): number {
  return node.kind === 'directory' ? node.inode : trackInode(node.id);
}
