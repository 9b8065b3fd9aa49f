/**
 * Which track stands where below one directory of the mount, under one template.
 *
 * It is incremental: a changed track costs the work of one track, however many there are. And it is
 * deterministic: what it looks like depends only on the set of tracks and the template, not on the order of
 * changes that led there (`mount-tree.test.ts` compares it with a tree built afresh after every change).
 */
import type { Template } from '../template/compile.ts';
import { trackPath, trackPaths, type TrackPath } from '../template/format-path.ts';
import { Uniqueness } from '../template/uniqueness.ts';
import type { ChangeLog } from './change-log.ts';
import type { Directories, Directory, TrackLeaf } from './directories.ts';
import type { TreeEntry } from './entries.ts';

interface Track extends TrackLeaf {
  /** How it spells its folders; only where case does not count. */
  folders: readonly string[] | null;
  /** Number of its original's folder, for the sidecars; 0 where those do not matter. */
  readonly folder: number;
}

const NONE: readonly Track[] = [];

/** Told where the tracks of an original folder come to stand and no longer stand. */
export interface FolderWatcher {
  came(folder: number, directory: Directory): void;
  left(folder: number, directory: Directory): void;
}

export class TrackTree {
  readonly #template: Template;
  readonly #directories: Directories;
  readonly #top: Directory;
  readonly #watcher: FolderWatcher | null;
  readonly #tracks = new Map<number, Track>();
  /** Of tracks with several places, those after the first. */
  readonly #others = new Map<number, readonly Track[]>();
  readonly #uniqueness: Uniqueness;
  readonly #countsCase: boolean;

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

  /** Where a track stands; of several places the first. */
  track(id: number): TrackLeaf | undefined {
    return this.#tracks.get(id);
  }

  /** All places of a track. */
  leavesOf(id: number): readonly TrackLeaf[] {
    return this.#leaves(id);
  }

  /** All places of a track, if its original lies in this folder. */
  leavesFrom(folder: number, id: number): readonly TrackLeaf[] {
    return this.#leaves(id).filter((track) => track.folder === folder);
  }

  trackIds(): Iterable<number> {
    return this.#tracks.keys();
  }

  /**
   * Takes in tracks that are new or changed, and lets go of others. Directories that are left empty are given
   * to `emptied`: the caller prunes them when everything else has found its place.
   * @param now milliseconds since 1970 for the directories that change; 0 while a library is read for the
   *   first time, when a directory is as old as its newest track
   * @returns tracks whose place depends on the change: give the tree their entries again
   */
  apply(
    changed: readonly TreeEntry[],
    removed: readonly number[],
    now: number,
    log: ChangeLog,
    emptied: Set<Directory>,
  ): Set<number> {
    const stale = new Set<number>();
    for (const id of removed) {
      for (const other of this.#uniqueness.remove(id)) stale.add(other);
      for (const track of this.#leaves(id)) this.#take(track, log, emptied);
      this.#keep(id, []);
    }
    // First everybody is known, then everybody is placed: a batch does not have to move its own tracks.
    for (const entry of changed) for (const other of this.#uniqueness.add(entry)) stale.add(other);
    for (const entry of changed) {
      stale.delete(entry.id);
      log.time = Math.max(now, entry.addedAt);
      this.#place(entry, log, emptied);
    }
    log.time = now;
    for (const id of stale) if (!this.#tracks.has(id)) stale.delete(id);
    return stale;
  }

  /** Where these tracks would stand if they were like that, before names are given out. Nothing is changed. */
  predictPaths(entries: readonly TreeEntry[]): TrackPath[] {
    return this.#uniqueness.imagining(entries, () =>
      entries.map((entry) => this.#avoidFixed(trackPath(this.#template, entry, this.#uniqueness))),
    );
  }

  #place(entry: TreeEntry, log: ChangeLog, emptied: Set<Directory>): void {
    const folder = this.#watcher === null ? 0 : (entry.folder ?? 0);
    if (this.#template.each.length > 0) {
      this.#placeEach(
        entry.id,
        folder,
        trackPaths(this.#template, entry, this.#uniqueness).map((path) => this.#avoidFixed(path)),
        log,
        emptied,
      );
      return;
    }
    const path = this.#avoidFixed(trackPath(this.#template, entry, this.#uniqueness));
    const known = this.#tracks.get(entry.id);
    if (known !== undefined) {
      if (this.#isAt(known, folder, path)) return;
      this.#take(known, log, emptied);
    }
    this.#tracks.set(entry.id, this.#put(entry.id, folder, path, log));
  }

  #placeEach(id: number, folder: number, wanted: readonly TrackPath[], log: ChangeLog, emptied: Set<Directory>): void {
    const known = this.#leaves(id);
    const staying = known.filter((track) => wanted.some((path) => this.#isAt(track, folder, path)));
    const missing = wanted.filter((path) => !known.some((track) => this.#isAt(track, folder, path)));
    if (missing.length === 0 && staying.length === known.length) return;
    for (const track of known) if (!staying.includes(track)) this.#take(track, log, emptied);
    this.#keep(id, [...staying, ...missing.map((path) => this.#put(id, folder, path, log))]);
  }

  #avoidFixed(path: TrackPath): TrackPath {
    const folders = this.#directories.avoidFixed(this.#top, path.folders);
    return folders === path.folders ? path : { folders, name: path.name };
  }

  #isAt(track: Track, folder: number, { folders, name }: TrackPath): boolean {
    return track.natural === name && track.folder === folder && this.#isIn(track, folders);
  }

  #put(id: number, folder: number, { folders, name }: TrackPath, log: ChangeLog): Track {
    const parent = this.#directories.inside(this.#top, folders, log);
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
    if (track.folders !== null) this.#directories.respell(parent, folders, 1, log);
    this.#directories.put(track, log);
    this.#watcher?.came(folder, parent);
    return track;
  }

  #leaves(id: number): readonly Track[] {
    const first = this.#tracks.get(id);
    return first === undefined ? NONE : [first, ...(this.#others.get(id) ?? NONE)];
  }

  #keep(id: number, [first, ...others]: readonly Track[]): void {
    if (first === undefined) this.#tracks.delete(id);
    else this.#tracks.set(id, first);
    if (others.length > 0) this.#others.set(id, others);
    else this.#others.delete(id);
  }

  #isIn(track: Track, folders: readonly string[]): boolean {
    if (track.folders !== null) {
      return track.folders.length === folders.length && track.folders.every((name, at) => name === folders[at]);
    }
    let at: Directory | null = track.parent;
    for (let index = folders.length - 1; index >= 0; index -= 1) {
      if (at === null || at === this.#top || at.name !== folders[index]) return false;
      at = at.parent;
    }
    return at === this.#top;
  }

  #take(track: Track, log: ChangeLog, emptied: Set<Directory>): void {
    this.#directories.take(track, log);
    if (track.folders !== null) this.#directories.respell(track.parent, track.folders, -1, log);
    this.#watcher?.left(track.folder, track.parent);
    emptied.add(track.parent);
  }
}
