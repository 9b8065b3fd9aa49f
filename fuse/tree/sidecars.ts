/**
 * Shows the files that lie beside originals (sidecars) beside the tracks in the mount.
 *
 * - A sidecar that has a track's name but for the extension (lyrics, a cue sheet of one file) is shown with the track
 *   and under its name, because players look for it under that name.
 * - Any other sidecar belongs to the album: it is shown with the tracks of its folder if these are in one directory,
 *   or in several of one name (a sampler under its artists). If the tracks of a folder belong to several albums, its
 *   sidecars belong to none and are not shown.
 */
import { fileName } from '../template/sanitize.ts';
import type { ChangeLog } from './change-log.ts';
import type { Directories } from './directories.ts';
import type { SidecarEntry } from './entries.ts';
import { sidecarInode } from './inodes.ts';
import type { Directory, FileLeaf, TrackLeaf } from './mutable-nodes.ts';
import type { FolderWatcher } from './track-tree.ts';

interface Folder {
  /** Number of its tracks per directory. */
  readonly tracks: Map<Directory, number>;
  sidecars: readonly SidecarEntry[];
  shown: readonly FileLeaf[];
}

export class Sidecars implements FolderWatcher {
  readonly #directories: Directories;
  readonly #trackLeaves: (folder: number, id: number) => readonly TrackLeaf[];
  readonly #folders = new Map<number, Folder>();
  /** Folders whose sidecars `settle` has to check. */
  readonly #touched = new Set<number>();
  /** Folders of the tracks that have sidecars of their own, by track. */
  readonly #folderOfTrack = new Map<number, number>();
  /** The leaves of each sidecar, by inode. */
  readonly #leaves = new Map<number, FileLeaf[]>();

  /** @param trackLeaves all leaves of a track in this view if its original is in that folder */
  constructor(directories: Directories, trackLeaves: (folder: number, id: number) => readonly TrackLeaf[]) {
    this.#directories = directories;
    this.#trackLeaves = trackLeaves;
  }

  added(folder: number, directory: Directory): void {
    const { tracks } = this.#folder(folder);
    tracks.set(directory, (tracks.get(directory) ?? 0) + 1);
    this.#touched.add(folder);
  }

  removed(folder: number, directory: Directory): void {
    const { tracks } = this.#folder(folder);
    const count = (tracks.get(directory) ?? 0) - 1;
    if (count > 0) tracks.set(directory, count);
    else tracks.delete(directory);
    this.#touched.add(folder);
  }

  /** Sets the sidecars of a folder. */
  set(folder: number, sidecars: readonly SidecarEntry[]): void {
    const known = this.#folders.get(folder);
    if (known === undefined && sidecars.length === 0) return;
    const state = known ?? this.#folder(folder);
    for (const { track } of state.sidecars) if (track !== null) this.#folderOfTrack.delete(track);
    for (const { track } of sidecars) if (track !== null) this.#folderOfTrack.set(track, folder);
    state.sidecars = sidecars;
    this.#touched.add(folder);
  }

  /** All leaves of a sidecar. */
  leavesOf(inode: number): readonly FileLeaf[] {
    return this.#leaves.get(inode) ?? [];
  }

  /**
   * Shows the sidecars of touched folders where they belong now.
   * @param emptied gets the directories from which a sidecar was removed
   */
  settle(log: ChangeLog, emptied: Set<Directory>): void {
    if (this.#folderOfTrack.size > 0) {
      for (const { id } of log.named) {
        const folder = this.#folderOfTrack.get(id);
        if (folder !== undefined) this.#touched.add(folder);
      }
    }
    for (const id of this.#touched) {
      const folder = this.#folders.get(id);
      if (folder === undefined) continue;
      if (folder.sidecars.length > 0 || folder.shown.length > 0) this.#show(folder, log, emptied);
      if (folder.tracks.size === 0 && folder.sidecars.length === 0) this.#folders.delete(id);
    }
    this.#touched.clear();
  }

  #show(folder: Folder, log: ChangeLog, emptied: Set<Directory>): void {
    const wanted = this.#wanted(folder);
    const stays = new Set<FileLeaf>();
    const missing = wanted.filter(({ sidecar, parent, natural }) => {
      const leaf = folder.shown.find(
        (shown) => shown.id === sidecar.id && shown.parent === parent && shown.natural === natural,
      );
      if (leaf !== undefined) stays.add(leaf);
      return leaf === undefined;
    });
    for (const leaf of folder.shown) if (!stays.has(leaf)) this.#take(leaf, log, emptied);
    const made = missing.map(({ sidecar, parent, natural }) => this.#put(sidecar, parent, natural, log));
    folder.shown = [...stays, ...made];
  }

  #wanted(folder: Folder): { sidecar: SidecarEntry; parent: Directory; natural: string }[] {
    const album = [...folder.tracks.keys()];
    const isOneAlbum = album.every(({ key }) => key === album[0]?.key);
    return folder.sidecars.flatMap((sidecar) => {
      const dot = sidecar.name.lastIndexOf('.');
      const extension = sidecar.name.slice(dot + 1);
      if (sidecar.track !== null) {
        return this.#trackLeaves(sidecar.folder, sidecar.track).map(({ parent, name }) => ({
          sidecar,
          parent,
          natural: `${stemOf(name)}.${extension.toLowerCase()}`,
        }));
      }
      if (!isOneAlbum) return [];
      const natural = fileName(sidecar.name.slice(0, dot), extension, this.#directories.names);
      return album.map((parent) => ({ sidecar, parent, natural }));
    });
  }

  #put(sidecar: SidecarEntry, parent: Directory, natural: string, log: ChangeLog): FileLeaf {
    const leaf: FileLeaf = {
      kind: 'file',
      id: sidecar.id,
      inode: sidecarInode(sidecar.id),
      parent,
      name: natural,
      natural,
      cookie: 0,
    };
    this.#directories.put(leaf, log);
    this.#leaves.set(leaf.inode, [...(this.#leaves.get(leaf.inode) ?? []), leaf]);
    return leaf;
  }

  #take(leaf: FileLeaf, log: ChangeLog, emptied: Set<Directory>): void {
    this.#directories.take(leaf, log);
    emptied.add(leaf.parent);
    const others = (this.#leaves.get(leaf.inode) ?? []).filter((other) => other !== leaf);
    if (others.length > 0) this.#leaves.set(leaf.inode, others);
    else this.#leaves.delete(leaf.inode);
  }

  #folder(id: number): Folder {
    let folder = this.#folders.get(id);
    if (folder === undefined) {
      folder = { tracks: new Map(), sidecars: [], shown: [] };
      this.#folders.set(id, folder);
    }
    return folder;
  }
}

/** A name without its extension; a name that begins with its only dot has none. */
function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
