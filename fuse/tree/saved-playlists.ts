/**
 * The files of the playlists that a person keeps, in a folder of their own at the root of the mount: one file for each,
 * in folders like those that the playlists are in. The folder is there as long as there is a playlist.
 *
 * It is incremental: a change reads the list of all playlists, and touches the files of those that have another name
 * or place. It remembers which tracks the text of each file has, so that a changed track makes those files stale and no
 * others.
 */
import { fileName, folderName } from '../template/sanitize.ts';
import type { ChangeLog } from './change-log.ts';
import type { Directories } from './directories.ts';
import type { SavedPlaylistEntry } from './entries.ts';
import { savedPlaylistInode, savedPlaylistOfInode, trackOfInode } from './inodes.ts';
import type { Directory, FileLeaf } from './mutable-nodes.ts';

/** The folder at the root of the mount. */
export const PLAYLISTS_FOLDER = 'Playlists';

export class SavedPlaylists {
  readonly #directories: Directories;
  /** The folder, where it is there for the playlists alone: a view may have made it, too. */
  #own: Directory | null = null;
  readonly #leaves = new Map<number, { readonly leaf: FileLeaf; readonly place: string }>();
  /** The tracks of each text that was made; null where any change may concern it. */
  readonly #tracks = new Map<number, ReadonlySet<number> | null>();

  /** To be made before any track, so that no track gets the name of the folder. */
  constructor(directories: Directories) {
    this.#directories = directories;
    directories.reserve(PLAYLISTS_FOLDER);
  }

  inodes(): number[] {
    return [...this.#leaves.values()].map(({ leaf }) => leaf.inode);
  }

  leafOf(inode: number): FileLeaf | null {
    const id = savedPlaylistOfInode(inode);
    return (id === null ? undefined : this.#leaves.get(id)?.leaf) ?? null;
  }

  /** Shows these playlists and no others. @param emptied gets the directories from which a file was removed */
  set(entries: readonly SavedPlaylistEntry[], log: ChangeLog, emptied: Set<Directory>): void {
    const wanted = new Map(
      entries.map((entry) => [entry.id, { entry, place: JSON.stringify([entry.folders, entry.name]) }]),
    );
    for (const [id, { leaf, place }] of this.#leaves) {
      if (wanted.get(id)?.place === place) continue;
      this.#directories.take(leaf, log);
      emptied.add(leaf.parent);
      this.#leaves.delete(id);
      this.#tracks.delete(id);
    }
    for (const [id, { entry, place }] of wanted) {
      if (!this.#leaves.has(id)) this.#leaves.set(id, { leaf: this.#show(entry, log), place });
    }
    if (this.#leaves.size > 0 || this.#own === null) return;
    this.#own.fixed = false;
    emptied.add(this.#own);
    this.#own = null;
  }

  /** Notes the tracks of the text that was made of a playlist. @param isRule whether a change of any track may add it */
  made(id: number, tracks: Iterable<number>, isRule: boolean): void {
    this.#tracks.set(id, isRule ? null : new Set(tracks));
  }

  /** Inodes of the playlists whose text a change of these files may change. */
  concernedBy(inodes: readonly number[]): number[] {
    if (this.#tracks.size === 0) return [];
    if (this.#tracks.size === 0) return [];
    const changed = inodes.flatMap((inode) => trackOfInode(inode) ?? []);
    if (changed.length === 0) return [];
    return [...this.#tracks].flatMap(([id, tracks]) =>
      tracks === null || changed.some((track) => tracks.has(track)) ? [savedPlaylistInode(id)] : [],
    );
  }

  /** The folder, made where it is not there. No tag of a track follows from it, as from no folder of views. */
  #top(log: ChangeLog): Directory {
    const top = this.#directories.inside(this.#directories.root, [PLAYLISTS_FOLDER], log);
    if (!top.fixed) {
      top.fixed = true;
      this.#own = top;
    }
    return top;
  }

  #show({ id, folders, name }: SavedPlaylistEntry, log: ChangeLog): FileLeaf {
    const { names } = this.#directories;
    const safe = folders.map((folder) => folderName(folder, names)).filter((folder) => folder !== '');
    const parent = this.#directories.inside(this.#top(log), safe, log);
    const natural = fileName(name, 'm3u8', names);
    const inode = savedPlaylistInode(id);
    const leaf: FileLeaf = { kind: 'file', id, inode, parent, name: natural, natural, cookie: 0 };
    this.#directories.put(leaf, log);
    return leaf;
  }
}
