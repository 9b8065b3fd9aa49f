/** Making, renaming and removing empty directories. */
import type { Attributes } from '../overlay/attributes.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { folderName } from '../template/sanitize.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import { isDirectoryInode } from '../tree/inodes.ts';
import type { PendingDirectory } from './pending-directories.ts';
import type { MountNames } from './mount-names.ts';

export class DirectoryOperations {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #lifetime: number;
  readonly #onMove: (from: number, to: number) => Promise<void>;

  /**
   * @param lifetime milliseconds after which an empty directory expires
   * @param onMove called with the directory whose node the kernel moves, and with its inode from now on
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

  /** The parent of a pending directory; `null` for any other. */
  above(directory: number): number | null {
    return this.#names.directories.get(directory)?.directory ?? null;
  }

  /**
   * Makes a directory that lasts a while, so that tracks can be moved into it.
   * @throws OverlayError `EEXIST`, `ENOENT`; `EPERM` where no track can have a path, as in a file manager's `.Trash`
   */
  make(directory: number, name: string): Attributes {
    if (!this.#names.directories.exists(directory)) {
      throw new OverlayError('ENOENT', 'The directory no longer exists');
    }
    if (this.#names.override(directory, name) !== null || this.#names.treeInode(directory, name) !== null) {
      throw new OverlayError('EEXIST', `"${name}" exists already`);
    }
    const view = this.#names.directories.viewOf(directory);
    if (view === null || folderName(name, view.template.names) !== name.normalize('NFC')) {
      throw new OverlayError('EPERM', `No track can get a path in a directory "${name}" there`);
    }
    const pending = this.#names.directories.make(directory, name);
    this.#addPending(pending);
    return this.#names.directories.attributes(pending);
  }

  /** @throws OverlayError `ENOTEMPTY`, `ENOTDIR`, `ENOENT`; `EPERM` for an empty directory of the library */
  remove(directory: number, name: string): void {
    const override = this.#names.override(directory, name);
    if (override?.kind === 'directory') {
      if (this.#names.overridesIn(override.pending.inode).length > 0) {
        throw new OverlayError('ENOTEMPTY', `"${name}" is not empty`);
      }
      this.#names.removeOverride(directory, name);
      return;
    }
    const inode = override === null ? this.#names.treeInode(directory, name) : null;
    if (override?.kind === 'gone' || (override === null && inode === null)) {
      throw new OverlayError('ENOENT', `There is no "${name}"`);
    }
    if (inode === null || !isDirectoryInode(inode)) throw new OverlayError('ENOTDIR', `"${name}" is not a directory`);
    if (this.#overlay.list(inode).length > 0) {
      throw new OverlayError('ENOTEMPTY', `"${name}" is a directory of the library and not empty`);
    }
    throw new OverlayError('EPERM', `"${name}" is the directory of a view`);
  }

  /** Renames a pending directory. @throws OverlayError `ENOTEMPTY`, `EEXIST` */
  async move(pending: PendingDirectory, { directory, name }: NameInDirectory): Promise<void> {
    const target = this.#names.override(directory, name);
    const isTaken =
      target === null
        ? this.#names.treeInode(directory, name) !== null
        : target.kind !== 'directory' || this.#names.overridesIn(target.pending.inode).length > 0;
    if (isTaken) throw new OverlayError('EEXIST', `"${name}" exists already`);
    if (this.#names.overridesIn(pending.inode).length > 0) {
      throw new OverlayError(
        'ENOTEMPTY',
        `"${pending.name}" cannot be renamed: it has something in it that is not a track`,
      );
    }
    if (target !== null) this.#names.removeOverride(directory, name);
    this.#names.removeOverride(pending.directory, pending.name);
    const moved = this.#names.directories.make(directory, name);
    this.#addPending(moved);
    await this.#onMove(pending.inode, moved.inode);
  }

  #addPending(pending: PendingDirectory): void {
    this.#names.setOverride(pending.directory, pending.name, { kind: 'directory', pending }, this.#lifetime, () => {
      // A directory that is not empty stays.
      if (this.#names.overridesIn(pending.inode).length > 0) this.#addPending(pending);
    });
  }
}
