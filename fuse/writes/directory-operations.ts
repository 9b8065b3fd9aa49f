/** Making, renaming and removing directories that are still empty. */
import type { Attributes } from '../overlay/attributes.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay, PlaceInTree } from '../overlay/overlay.ts';
import { folderName } from '../template/sanitize.ts';
import { isDirectoryInode } from '../tree/inodes.ts';
import type { MadeDirectory } from './pending-directories.ts';
import type { MountNames } from './mount-names.ts';

export class DirectoryMaking {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #lifetime: number;
  readonly #onMove: (from: number, to: number) => Promise<void>;

  /**
   * @param lifetime milliseconds for which a directory stays empty
   * @param onMove told which directory the kernel takes along, and which it is from now on
   */
  constructor(
    overlay: Overlay,
    names: MountNames,
    lifetime: number,
    onMove: (from: number, to: number) => Promise<void>,
  ) {
    this.#overlay = overlay;
    this.#names = names;
    this.#lifetime = lifetime;
    this.#onMove = onMove;
  }

  /** The directory above one that was made here; `null` for every other. */
  above(directory: number): number | null {
    return this.#names.directories.get(directory)?.directory ?? null;
  }

  /**
   * Makes a directory that lasts a while, for tracks that are moved into it.
   * @throws OverlayError `EEXIST`, `ENOENT`; `EPERM` where no track can ever stand, as in a file manager's `.Trash`
   */
  make(directory: number, name: string): Attributes {
    if (!this.#names.directories.exists(directory)) {
      throw new OverlayError('ENOENT', 'The directory is no longer there');
    }
    if (this.#names.get(directory, name) !== null || this.#names.inTree(directory, name) !== null) {
      throw new OverlayError('EEXIST', `"${name}" is there already`);
    }
    const view = this.#names.directories.viewOf(directory);
    if (view === null || folderName(name, view.template.names) !== name.normalize('NFC')) {
      throw new OverlayError('EPERM', `No track can stand in a directory "${name}" there`);
    }
    const made = this.#names.directories.make(directory, name);
    this.#place(made);
    return this.#names.directories.attributes(made);
  }

  /** @throws OverlayError `ENOTEMPTY`, `ENOTDIR`, `ENOENT`; `EPERM` for an empty directory of the library */
  remove(directory: number, name: string): void {
    const place = this.#names.get(directory, name);
    if (place?.kind === 'directory') {
      if (this.#names.in(place.made.inode).length > 0) throw new OverlayError('ENOTEMPTY', `"${name}" is not empty`);
      this.#names.unplace(directory, name);
      return;
    }
    const inode = place === null ? this.#names.inTree(directory, name) : null;
    if (place?.kind === 'gone' || (place === null && inode === null)) {
      throw new OverlayError('ENOENT', `There is no "${name}"`);
    }
    if (inode === null || !isDirectoryInode(inode)) throw new OverlayError('ENOTDIR', `"${name}" is not a directory`);
    if (this.#overlay.list(inode).length > 0) {
      throw new OverlayError('ENOTEMPTY', `"${name}" is a directory of the library and not empty`);
    }
    throw new OverlayError('EPERM', `"${name}" stands there because a view does`);
  }

  /** Renames one that is empty. @throws OverlayError `ENOTEMPTY`, `EEXIST` */
  async move(made: MadeDirectory, { directory, name }: PlaceInTree): Promise<void> {
    const target = this.#names.get(directory, name);
    const isTaken =
      target === null
        ? this.#names.inTree(directory, name) !== null
        : target.kind !== 'directory' || this.#names.in(target.made.inode).length > 0;
    if (isTaken) throw new OverlayError('EEXIST', `"${name}" is there already`);
    if (this.#names.in(made.inode).length > 0) {
      throw new OverlayError('ENOTEMPTY', `"${made.name}" cannot be renamed while something is in it that is no track`);
    }
    if (target !== null) this.#names.unplace(directory, name);
    this.#names.unplace(made.directory, made.name);
    const moved = this.#names.directories.make(directory, name);
    this.#place(moved);
    await this.#onMove(made.inode, moved.inode);
  }

  #place(made: MadeDirectory): void {
    this.#names.place(made.directory, made.name, { kind: 'directory', made }, this.#lifetime, () => {
      // As long as something is in it, it stays.
      if (this.#names.in(made.inode).length > 0) this.#place(made);
    });
  }
}
