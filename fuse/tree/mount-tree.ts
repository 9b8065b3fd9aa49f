/**
 * The whole tree of a mount: its views, each with a name, a template and tracks of its own, the sidecars, and a
 * playlist for each view that wants one. A track that several views show has several names and is one file.
 */
import type { Template } from '../template/template.ts';
import type { TrackPath } from '../template/format-path.ts';
import { fileName } from '../template/sanitize.ts';
import { BestCopies } from './best-copies.ts';
import { ChangeLog, type TreeChanges } from './change-log.ts';
import { Directories, type FormerFile } from './directories.ts';
import type { SavedPlaylistEntry, SidecarEntry, TreeEntry } from './entries.ts';
import { playlistInode, sidecarOfInode, trackOfInode } from './inodes.ts';
import type { Directory, FileLeaf } from './mutable-nodes.ts';
import type { DirectoryNode, FileNode, TrackNode, TreeNode } from './nodes.ts';
import { SavedPlaylists } from './saved-playlists.ts';
import { Sidecars } from './sidecars.ts';
import { TrackTree } from './track-tree.ts';

export interface View {
  /** Path from the root; empty for the root itself. No two views have the same name. */
  readonly name: string;
  /** The templates of all views of a mount have the same rules for names. */
  readonly template: Template;
  /** Whether a playlist of its tracks is beside it. */
  readonly playlist?: boolean;
  /** Whether only the best of several copies of a track is shown. */
  readonly bestCopies?: boolean;
}

interface MountedView {
  readonly view: View;
  readonly index: number;
  readonly top: Directory;
  readonly tracks: TrackTree;
  readonly sidecars: Sidecars | null;
  readonly best: BestCopies | null;
  readonly playlist: FileLeaf | null;
}

export class MountTree {
  /** Whether two names that differ only in case are two names. */
  readonly isCaseSensitive: boolean;
  readonly #directories: Directories;
  readonly #views: readonly MountedView[];
  readonly #playlists = new Map<number, MountedView>();
  /** `null` where they are not shown. */
  readonly savedPlaylists: SavedPlaylists | null;

  /**
   * @param sidecars whether files beside originals are shown
   * @param playlists whether the playlists that a person keeps are shown
   * @param now milliseconds since 1970 for the directories that hold views
   * @param formerFile where programs find files that moved: no other track moves there
   * @throws RangeError without views
   */
  constructor(
    views: readonly View[],
    sidecars: boolean,
    playlists = false,
    now = Date.now(),
    formerFile: FormerFile = () => null,
  ) {
    const [first] = views;
    if (first === undefined) throw new RangeError('A mount needs a view');
    this.#directories = new Directories(first.template.names, formerFile);
    this.isCaseSensitive = first.template.names.target === 'posix';
    const log = new ChangeLog(now);
    // All of them before any track, so that no track gets the name of a view.
    this.savedPlaylists = playlists ? new SavedPlaylists(this.#directories) : null;
    const tops = views.map(({ name }) => this.#directories.fixed(foldersOf(name), log));
    this.#views = views.map((view, index) => this.#makeView(view, index, tops[index] as Directory, sidecars, log));
  }

  get root(): DirectoryNode {
    return this.#directories.root;
  }

  /** Number of tracks in all views together: a track that two views show counts twice. */
  get fileCount(): number {
    return this.#views.reduce((sum, { tracks }) => sum + tracks.trackCount, 0);
  }

  get directoryCount(): number {
    return this.#directories.count;
  }

  directoryInodes(): Iterable<number> {
    return this.#directories.inodes();
  }

  /** The tracks that any view shows. */
  trackIds(): ReadonlySet<number> {
    return new Set(this.#views.flatMap(({ tracks }) => [...tracks.trackIds()]));
  }

  /** The node of an inode; the first of a file that has several. */
  node(inode: number): TreeNode | undefined {
    return this.#directories.get(inode) ?? this.nodesOf(inode)[0];
  }

  /** All nodes of a file. */
  nodesOf(inode: number): readonly TreeNode[] {
    const id = trackOfInode(inode);
    if (id !== null) return this.#views.flatMap(({ tracks }) => tracks.leavesOf(id));
    const playlist = this.#playlists.get(inode)?.playlist ?? this.savedPlaylists?.leafOf(inode);
    if (playlist) return [playlist];
    if (sidecarOfInode(inode) === null) return [];
    return this.#views.flatMap(({ sidecars }) => sidecars?.leavesOf(inode) ?? []);
  }

  child(directory: DirectoryNode, name: string): TreeNode | undefined {
    return this.#directories.child(directory, name);
  }

  /** Path from the root, without a leading slash; empty for the root. */
  pathOf(node: TreeNode): string {
    return this.#directories.pathOf(node);
  }

  /** The innermost view of a directory, and the path from there; `null` for a directory that only holds views. */
  viewOf(directory: DirectoryNode): { readonly view: View; readonly folders: readonly string[] } | null {
    const found = this.#mountedViewOf(directory);
    return found && { view: found.mounted.view, folders: found.folders };
  }

  /** The paths that these tracks would get in the view of a directory, before names are assigned. */
  predictPaths(directory: DirectoryNode, entries: readonly TreeEntry[]): TrackPath[] {
    return this.#mountedViewOf(directory)?.mounted.tracks.predictPaths(entries) ?? [];
  }

  /** The files of all playlists. */
  playlistInodes(): number[] {
    return [...this.#playlists.keys(), ...(this.savedPlaylists?.inodes() ?? [])];
  }

  /** The playlist that has this inode, with its view; `null` where there is none. */
  playlist(inode: number): {
    readonly node: FileNode;
    readonly view: number;
    readonly top: DirectoryNode;
    readonly track: (id: number) => TrackNode | undefined;
  } | null {
    const mounted = this.#playlists.get(inode);
    return mounted?.playlist
      ? { node: mounted.playlist, view: mounted.index, top: mounted.top, track: (id) => mounted.tracks.track(id) }
      : null;
  }

  /**
   * Adds or moves changed tracks, and removes others.
   * @param sidecars the sidecars in those folders where they may have changed
   * @param now milliseconds since 1970 for the directories that change; 0 while a library is read for the
   *   first time, when a directory is as old as its newest track
   */
  apply(
    changed: readonly TreeEntry[],
    removed: readonly number[],
    now: number,
    sidecars: ReadonlyMap<number, readonly SidecarEntry[]> = new Map(),
  ): TreeChanges {
    const log = new ChangeLog(now);
    const emptied = new Set<Directory>();
    const stale = new Set<number>();
    const playlists: number[] = [];
    for (const mounted of this.#views) {
      const touched = this.#applyTo(mounted, changed, removed, now, log, emptied, stale);
      if (touched && mounted.playlist !== null) playlists.push(mounted.playlist.inode);
      for (const [folder, entries] of sidecars) mounted.sidecars?.set(folder, entries);
      mounted.sidecars?.settle(log, emptied);
    }
    for (const directory of emptied) this.#directories.prune(directory, log);
    const { names, directories, lost, removed: pruned } = log;
    return { names, directories, stale: [...stale], playlists, lost, removed: pruned };
  }

  /** Shows these saved playlists and no others. @param now as in `apply` */
  setPlaylists(entries: readonly SavedPlaylistEntry[], now: number): TreeChanges {
    const log = new ChangeLog(now);
    const emptied = new Set<Directory>();
    this.savedPlaylists?.set(entries, log, emptied);
    for (const directory of emptied) this.#directories.prune(directory, log);
    const { names, directories, lost, removed } = log;
    return { names, directories, stale: [], playlists: [], lost, removed };
  }

  /** @returns whether tracks of this view changed, appeared or disappeared */
  #applyTo(
    mounted: MountedView,
    changed: readonly TreeEntry[],
    removed: readonly number[],
    now: number,
    log: ChangeLog,
    emptied: Set<Directory>,
    stale: Set<number>,
  ): boolean {
    const { index, tracks, best } = mounted;
    const isMember = ({ views }: TreeEntry): boolean => views === undefined || views.includes(index);
    let members = changed.filter(isMember);
    let gone = [...removed, ...changed.filter((entry) => !isMember(entry)).map(({ id }) => id)];
    if (best !== null) {
      const sorted = best.apply(members, gone);
      members = sorted.shown;
      gone = sorted.hidden;
      for (const id of sorted.stale) stale.add(id);
    }
    const leaving = gone.some((id) => tracks.track(id) !== undefined);
    for (const id of tracks.apply(members, gone, now, log, emptied)) stale.add(id);
    return members.length > 0 || leaving;
  }

  #mountedViewOf(
    directory: DirectoryNode,
  ): { readonly mounted: MountedView; readonly folders: readonly string[] } | null {
    const folders: string[] = [];
    for (let at: DirectoryNode | null = directory; at !== null; at = at.parent) {
      const mounted = this.#views.find(({ top }) => top === at);
      if (mounted !== undefined) return { mounted, folders: folders.toReversed() };
      if (this.#directories.get(at.inode)?.fixed === true) return null;
      folders.push(at.name);
    }
    return null;
  }

  #makeView(view: View, index: number, top: Directory, withSidecars: boolean, log: ChangeLog): MountedView {
    const sidecars: Sidecars | null = withSidecars
      ? new Sidecars(this.#directories, (folder, id) => tracks.leavesFrom(folder, id))
      : null;
    const tracks = new TrackTree(view.template, this.#directories, top, sidecars);
    const playlist = view.playlist === true ? this.#makePlaylist(view, top, log) : null;
    const mounted: MountedView = {
      view,
      index,
      top,
      tracks,
      sidecars,
      best: view.bestCopies === true ? new BestCopies() : null,
      playlist,
    };
    if (playlist !== null) this.#playlists.set(playlist.inode, mounted);
    return mounted;
  }

  #makePlaylist(view: View, top: Directory, log: ChangeLog): FileLeaf | null {
    if (top.parent === null) return null;
    let salt = 0;
    while (this.#playlists.has(playlistInode(view.name, salt))) salt += 1;
    const natural = fileName(top.name, 'm3u8', this.#directories.names);
    const leaf: FileLeaf = {
      kind: 'file',
      id: 0,
      inode: playlistInode(view.name, salt),
      parent: top.parent,
      name: natural,
      natural,
      cookie: 0,
    };
    this.#directories.put(leaf, log);
    return leaf;
  }
}

function foldersOf(name: string): string[] {
  return name.split('/').filter((folder) => folder !== '');
}
