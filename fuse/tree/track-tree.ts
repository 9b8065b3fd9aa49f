/**
 * The tracks below one directory of the mount, under one template.
 *
 * It is incremental: a changed track costs the work of one track, however many there are. It is deterministic: the
 * paths depend only on the set of tracks and the template, not on the order of changes (`mount-tree.test.ts` compares
 * it with a tree that is built anew after every change). Only the name that a track had, when it moves while programs
 * may know it, is not passed on to another one (`Directories.leave`, `move`).
 */
import type { Template } from '../template/template.ts';
import { trackPath, trackPaths, type TrackPath } from '../template/format-path.ts';
import { folderName } from '../template/sanitize.ts';
import { Uniqueness } from '../template/uniqueness.ts';
import type { ChangeLog } from './change-log.ts';
import type { Directories } from './directories.ts';
import type { TreeEntry } from './entries.ts';
import type { Directory, TrackLeaf } from './mutable-nodes.ts';
import { countSpelling } from './spellings.ts';

interface Track extends TrackLeaf {
  /** The spelling of its folders that it wants; only where case does not count. */
  folders: readonly string[] | null;
  /** Number of its original's folder; 0 where sidecars are not shown. */
  readonly folder: number;
}

const NONE: readonly Track[] = [];

/** Legal names of folders to remember: tracks of one folder come one after the other. */
const MOST_FOLDER_NAMES = 256;

/** The folders of the last track, since tracks of one folder come one after the other. */
interface LastFolders {
  /** As the template gives them. */
  readonly wanted: readonly string[];
  /** As they are. */
  readonly folders: readonly string[];
  /** The directory at their end, once it was asked for. */
  directory: Directory | null;
}

/** Gets the directories in which the tracks of a folder of originals appear and disappear. */
export interface FolderWatcher {
  added(folder: number, directory: Directory): void;
  removed(folder: number, directory: Directory): void;
}

export class TrackTree {
  readonly #template: Template;
  readonly #directories: Directories;
  readonly #top: Directory;
  readonly #watcher: FolderWatcher | null;
  readonly #tracks = new Map<number, Track>();
  /** All leaves but the first of tracks that have several. */
  readonly #others = new Map<number, readonly Track[]>();
  readonly #uniqueness: Uniqueness;
  readonly #countsCase: boolean;
  readonly #folderNames = new Map<string, string>();
  /** Valid as long as no directory is removed, and so within one change. */
  #last: LastFolders | null = null;
  /** Whether programs may know the names: not while the library is read for the first time. */
  #isShown = false;

  /** @param top where the template's paths begin */
  constructor(template: Template, directories: Directories, top: Directory, watcher: FolderWatcher | null) {
    this.#template = template;
    this.#directories = directories;
    this.#top = top;
    this.#watcher = watcher;
    this.#countsCase = directories.names.target === 'posix';
    this.#uniqueness = new Uniqueness(template);
  }

  get trackCount(): number {
    return this.#tracks.size;
  }

  /** The leaf of a track; the first of several. */
  track(id: number): TrackLeaf | undefined {
    return this.#tracks.get(id);
  }

  /** All leaves of a track. */
  leavesOf(id: number): readonly TrackLeaf[] {
    return this.#leavesOf(id);
  }

  /** All leaves of a track if its original is in this folder. */
  leavesFrom(folder: number, id: number): readonly TrackLeaf[] {
    return this.#leavesOf(id).filter((track) => track.folder === folder);
  }

  trackIds(): Iterable<number> {
    return this.#tracks.keys();
  }

  /**
   * Adds or moves changed tracks, and removes others. Directories that may be empty afterwards are added to `emptied`;
   * the caller prunes them when the whole change is applied.
   * @param now milliseconds since 1970 for the directories that change; 0 while a library is read for the
   *   first time, when a directory is as old as its newest track
   * @returns tracks whose path depends on the change: the caller has to apply their entries again
   */
  apply(
    changed: readonly TreeEntry[],
    removed: readonly number[],
    now: number,
    log: ChangeLog,
    emptied: Set<Directory>,
  ): Set<number> {
    const stale = new Set<number>();
    this.#last = null;
    this.#isShown = now > 0;
    for (const id of removed) {
      for (const other of this.#uniqueness.remove(id)) stale.add(other);
      for (const track of this.#leavesOf(id)) this.#take(track, false, log, emptied);
      this.#store(id, []);
    }
    // All entries are known before the first path is made, so that a batch never moves its own tracks again.
    for (const entry of changed) for (const other of this.#uniqueness.add(entry)) stale.add(other);
    for (const entry of changed) {
      stale.delete(entry.id);
      log.time = Math.max(now, entry.addedAt);
      this.#update(entry, log, emptied);
    }
    log.time = now;
    for (const id of stale) if (!this.#tracks.has(id)) stale.delete(id);
    return stale;
  }

  /** The paths that these tracks would get, before names are assigned. Changes nothing. */
  predictPaths(entries: readonly TreeEntry[]): TrackPath[] {
    return this.#uniqueness.imagining(entries, () =>
      entries.map((entry) => this.#avoidFixed(trackPath(this.#template, entry, this.#uniqueness))),
    );
  }

  #update(entry: TreeEntry, log: ChangeLog, emptied: Set<Directory>): void {
    const folder = this.#watcher === null ? 0 : (entry.folder ?? 0);
    if (this.#template.each.length > 0) {
      this.#updateEach(
        entry.id,
        folder,
        trackPaths(this.#template, entry, this.#uniqueness).map((path) => this.#avoidFixed(path)),
        log,
        emptied,
      );
      return;
    }
    const path = this.#avoidFixed(
      trackPath(this.#template, entry, this.#uniqueness, (text) => this.#legalFolder(text)),
    );
    const known = this.#tracks.get(entry.id);
    if (known !== undefined) {
      if (this.#isAt(known, folder, path)) return;
      this.#take(known, this.#isShown, log, emptied);
    }
    this.#tracks.set(entry.id, this.#put(entry.id, folder, path, this.#isShown && known !== undefined, log));
  }

  #updateEach(id: number, folder: number, wanted: readonly TrackPath[], log: ChangeLog, emptied: Set<Directory>): void {
    const known = this.#leavesOf(id);
    const staying = known.filter((track) => wanted.some((path) => this.#isAt(track, folder, path)));
    const missing = wanted.filter((path) => !known.some((track) => this.#isAt(track, folder, path)));
    if (missing.length === 0 && staying.length === known.length) return;
    const moves = this.#isShown && wanted.length > 0 && known.length > 0;
    for (const track of known) if (!staying.includes(track)) this.#take(track, moves, log, emptied);
    this.#store(id, [...staying, ...missing.map((path) => this.#put(id, folder, path, moves, log))]);
  }

  #avoidFixed({ folders: wanted, name }: TrackPath): TrackPath {
    if (this.#last === null || !areEqual(this.#last.wanted, wanted)) {
      this.#last = { wanted, folders: this.#directories.avoidFixed(this.#top, wanted), directory: null };
    }
    return { folders: this.#last.folders, name };
  }

  #legalFolder(text: string): string {
    let name = this.#folderNames.get(text);
    if (name === undefined) {
      name = folderName(text, this.#template.names);
      if (this.#folderNames.size >= MOST_FOLDER_NAMES) this.#folderNames.clear();
      this.#folderNames.set(text, name);
    }
    return name;
  }

  #inside(folders: readonly string[], log: ChangeLog): Directory {
    if (this.#last?.folders !== folders) return this.#directories.inside(this.#top, folders, log);
    this.#last.directory ??= this.#directories.inside(this.#top, folders, log);
    return this.#last.directory;
  }

  #isAt(track: Track, folder: number, { folders, name }: TrackPath): boolean {
    return track.natural === name && track.folder === folder && this.#isIn(track, folders);
  }

  /** @param moves whether the file had another name before */
  #put(id: number, folder: number, { folders, name }: TrackPath, moves: boolean, log: ChangeLog): Track {
    const parent = this.#inside(folders, log);
    const track: Track = {
      kind: 'track',
      id,
      parent,
      name,
      cookie: 0,
      natural: name,
      folders: this.#countsCase ? null : folders,
      folder,
    };
    if (track.folders !== null) countSpelling(parent, folders, 1, log);
    if (moves) this.#directories.move(track, log);
    else this.#directories.put(track, log);
    this.#watcher?.added(folder, parent);
    return track;
  }

  #leavesOf(id: number): readonly Track[] {
    const first = this.#tracks.get(id);
    return first === undefined ? NONE : [first, ...(this.#others.get(id) ?? NONE)];
  }

  #store(id: number, [first, ...others]: readonly Track[]): void {
    if (first === undefined) this.#tracks.delete(id);
    else this.#tracks.set(id, first);
    if (others.length > 0) this.#others.set(id, others);
    else this.#others.delete(id);
  }

  #isIn(track: Track, folders: readonly string[]): boolean {
    if (track.folders !== null) {
      return areEqual(track.folders, folders);
    }
    let at: Directory | null = track.parent;
    for (let index = folders.length - 1; index >= 0; index -= 1) {
      if (at === null || at === this.#top || at.name !== folders[index]) return false;
      at = at.parent;
    }
    return at === this.#top;
  }

  /** @param moves whether the file is still there, under other names */
  #take(track: Track, moves: boolean, log: ChangeLog, emptied: Set<Directory>): void {
    if (moves) this.#directories.leave(track, log);
    else this.#directories.take(track, log);
    if (track.folders !== null) countSpelling(track.parent, track.folders, -1, log);
    this.#watcher?.removed(track.folder, track.parent);
    emptied.add(track.parent);
  }
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  return some === others || (some.length === others.length && some.every((name, at) => name === others[at]));
}
