/** Renaming and moving directories of the tree: one batch of edits for all tracks below them, or none. */
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import { trackInode, trackOfInode } from '../tree/inodes.ts';
import type { MountNames } from './mount-names.ts';
import type { PathEdits, WantedPath } from './path-edits.ts';
import { programName } from './program-name.ts';
import type { Refusals } from './refusals.ts';
import type { ScratchFiles } from './scratch-files.ts';

/** Gets the nodes that the kernel moves to other names. */
export interface MoveListener {
  /** Called before a track gets another path. */
  trackMoved(inode: number): void;
  /** The node that the kernel knows as `from` is `to` from now on. */
  directoryMoved(from: number, to: number): Promise<void>;
}

export class DirectoryMoves {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #edits: PathEdits;
  readonly #refusals: Refusals;
  readonly #scratches: ScratchFiles;
  readonly #listener: MoveListener;

  constructor(
    overlay: Overlay,
    names: MountNames,
    edits: PathEdits,
    refusals: Refusals,
    scratches: ScratchFiles,
    listener: MoveListener,
  ) {
    this.#overlay = overlay;
    this.#names = names;
    this.#edits = edits;
    this.#refusals = refusals;
    this.#scratches = scratches;
    this.#listener = listener;
  }

  /** @throws OverlayError `ENOTEMPTY`, `EIO`; `EPERM` with the reason. Nothing is changed then */
  async move(from: NameInDirectory, to: NameInDirectory, pid: number): Promise<void> {
    const inode = this.#overlay.child(from.directory, from.name);
    if (this.#names.treeInode(to.directory, to.name) !== null) {
      throw new OverlayError('ENOTEMPTY', `"${to.name}" exists already and has tracks`);
    }
    const author = await programName(pid);
    const path = this.#names.pathOf(to.directory, to.name);
    const [own, view] = [this.#overlay.viewOf(inode), this.#names.directories.viewOf(to.directory)];
    if (own === null || own.folders.length === 0) {
      throw this.#refusals.rename(null, path, author, 'Views get their names from the settings');
    }
    if (view === null || view.name !== own.name) {
      throw this.#refusals.rename(null, path, author, 'Tracks cannot be moved between views');
    }
    const wanted = [...this.#tracksBelow(inode, own.folders, [...view.folders, to.name], 1)];
    const edit = await this.#edits.read(view, wanted);
    if ('refused' in edit) throw this.#refusals.rename(null, path, author, edit.refused);
    for (const { trackId } of edit.edits) this.#listener.trackMoved(trackInode(trackId));
    const before = [...this.#directoriesBelow(inode, [])];
    await this.#edits.commit(edit.edits, author, path, to);
    // The kernel has moved the directory from there.
    this.#overlay.former.forgetBelow(inode);
    // A pending directory, or the name of a track that was removed: the directory has the name now.
    if (this.#names.override(to.directory, to.name) !== null) this.#names.removeOverride(to.directory, to.name);
    await Promise.all(before.map(({ directory, folders }) => this.#follow(directory, to, folders)));
  }

  /** Moves what programs made in a directory, and the kernel's node of it, to where its tracks are now. */
  async #follow(directory: number, to: NameInDirectory, folders: readonly string[]): Promise<void> {
    if (this.#overlay.exists(directory)) return;
    let now = to.directory;
    for (const name of [to.name, ...folders]) {
      const inode = this.#names.treeInode(now, name);
      if (inode === null) return;
      now = inode;
    }
    this.#names.moveAll(directory, now);
    this.#scratches.moveAll(directory, now);
    await this.#listener.directoryMoved(directory, now);
  }

  *#tracksBelow(
    directory: number,
    from: readonly string[],
    folders: readonly string[],
    following: number,
  ): Generator<WantedPath> {
    for (const { name, inode, kind } of this.#overlay.list(directory)) {
      const trackId = trackOfInode(inode);
      if (kind === 'directory') yield* this.#tracksBelow(inode, [...from, name], [...folders, name], following + 1);
      else if (trackId !== null) yield { trackId, from: { folders: from, name }, folders, name, following };
    }
  }

  *#directoriesBelow(
    directory: number,
    folders: readonly string[],
  ): Generator<{ readonly directory: number; readonly folders: readonly string[] }> {
    yield { directory, folders };
    for (const { name, inode, kind } of this.#overlay.list(directory)) {
      if (kind === 'directory') yield* this.#directoriesBelow(inode, [...folders, name]);
    }
  }
}
