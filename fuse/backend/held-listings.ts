/**
 * The listings of directories that the driver holds and answers from: made before they are asked for, and dropped when
 * their content changes.
 */
import type { Invalidation } from '../overlay/invalidation.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { ROOT_INODE } from '../tree/inodes.ts';
import type { MountWriter } from '../writes/mount-writer.ts';
import { ListAhead } from './list-ahead.ts';
import type { MovedDirectories } from './moved-directories.ts';
import type { NativeBinding, NativeMount } from '../native/native-binding.ts';
import { listingOf } from './native-numbers.ts';

/** Largest number of files whose attributes are read ahead in one directory. */
const MOST_DETAILS = 512;
/** Directories listed before the mount is announced. */
const WARM = 2048;

export class HeldListings {
  readonly #binding: NativeBinding;
  readonly #overlay: Overlay;
  readonly #moved: MovedDirectories;
  readonly #mount: () => NativeMount | null;
  readonly #writer: () => MountWriter | null;
  readonly #names: ListAhead;
  readonly #details: ListAhead;
  /** Directory of the last lookup of a file. */
  #lookedInto: number | null = null;

  /** @param mount `null` while nothing is mounted @param writer `null` where the mount is read-only */
  constructor(
    binding: NativeBinding,
    overlay: Overlay,
    moved: MovedDirectories,
    mount: () => NativeMount | null,
    writer: () => MountWriter | null,
  ) {
    this.#binding = binding;
    this.#overlay = overlay;
    this.#moved = moved;
    this.#mount = mount;
    this.#writer = writer;
    this.#names = new ListAhead(
      (inode) => this.#overlay.directoriesAfter(inode),
      (inode) => this.#offer(inode),
    );
    this.#details = new ListAhead(
      (inode) => this.#overlay.directoriesAfter(inode),
      (inode) => this.#offerDetails(inode),
    );
  }

  /** Lists the directories that the first walk through the mount will ask for. */
  async warm(): Promise<void> {
    this.#offer(ROOT_INODE);
    await this.#names.warm(ROOT_INODE, WARM);
  }

  /** A program asked for a directory whose listing was not held. */
  asked(directory: number): void {
    if (this.#overlay.exists(directory)) this.#names.asked(directory);
  }

  /** A program looked a file up. In a directory whose listing is held, a walk with `stat` is likely to go on. */
  lookedAtFileIn(directory: number): void {
    const mount = this.#mount();
    const isHeld = mount !== null && this.#overlay.exists(directory) && this.#binding.hasListing(mount, directory);
    if (directory !== this.#lookedInto && isHeld) {
      this.#details.asked(directory);
    }
    this.#lookedInto = directory;
  }

  /**
   * Callers must call it when the overlay changes, before any other answer: a name found in a former listing leads to
   * a generation that can no longer be opened.
   */
  dropChanged({ directories, files }: Invalidation): void {
    for (const directory of [...directories, ...this.#moved.formerly(directories)]) {
      this.drop(directory);
      // The parent's listing holds this directory's number of links and its time.
      this.dropWith(directory);
    }
    for (const file of files) this.dropWith(file);
  }

  /** Drops the listings of all directories in which a node has a name. */
  dropWith(inode: number): void {
    for (const { directory } of this.#overlay.namesOf(inode)) this.drop(directory);
  }

  drop(directory: number): void {
    const mount = this.#mount();
    if (mount !== null) this.#binding.dropListing(mount, directory);
  }

  #offer(inode: number): void {
    const mount = this.#mount();
    if (mount === null || !this.#overlay.exists(inode) || this.#binding.hasListing(mount, inode)) return;
    const { numbers, names } = listingOf(this.#overlay, this.#writer(), inode);
    this.#binding.offerListing(mount, inode, numbers, names);
  }

  /** Lists a directory with the attributes of its files. */
  async #offerDetails(inode: number): Promise<void> {
    if (!this.#overlay.exists(inode)) return;
    const unknown = this.#overlay.list(inode).filter(({ kind, attributes }) => kind === 'file' && attributes === null);
    if (unknown.length > MOST_DETAILS) return;
    // A file whose attributes cannot be read is listed by its name alone.
    for (const file of unknown) await this.#overlay.attributes(file.inode).catch(() => null);
    const mount = this.#mount();
    if (mount === null || !this.#overlay.exists(inode)) return;
    const { numbers, names } = listingOf(this.#overlay, this.#writer(), inode);
    this.#binding.offerListing(mount, inode, numbers, names);
  }
}
