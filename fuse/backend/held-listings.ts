/**
 * The listings of directories that the driver holds and answers from: made before they are asked for, and dropped in
 * the moment in which what they say changes.
 */
import type { Invalidation } from '../overlay/invalidation.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { ROOT_INODE } from '../tree/inodes.ts';
import type { MountWriter } from '../writes/mount-writer.ts';
import { ListAhead } from './list-ahead.ts';
import type { MovedDirectories } from './moved-directories.ts';
import type { NativeBinding, NativeMount } from './native-binding.ts';
import { listingOf } from './native-numbers.ts';

/** Larger directories are not looked at file by file ahead of time. */
const MOST_DETAILS = 512;
/** So many directories are listed before anybody is told of the mount. */
const WARM = 2048;

export class HeldListings {
  readonly #binding: NativeBinding;
  readonly #overlay: Overlay;
  readonly #moved: MovedDirectories;
  readonly #mount: () => NativeMount | null;
  readonly #writer: () => MountWriter | null;
  readonly #names: ListAhead;
  readonly #details: ListAhead;
  /** Where a file was looked at last. */
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

  /** Makes ready what the first program will ask for that walks through everything. */
  async warm(): Promise<void> {
    this.#offer(ROOT_INODE);
    await this.#names.warm(ROOT_INODE, WARM);
  }

  /** Somebody asked for a directory that was not held. */
  asked(directory: number): void {
    if (this.#overlay.exists(directory)) this.#names.asked(directory);
  }

  /** Somebody looks at a file: in a directory that was just listed, those in the next ones will be looked at, too. */
  lookedAtFileIn(directory: number): void {
    const mount = this.#mount();
    if (directory !== this.#lookedInto && mount !== null && this.#binding.hasListing(mount, directory)) {
      this.#details.asked(directory);
    }
    this.#lookedInto = directory;
  }

  /**
   * To be called when the overlay changes, before anything else is answered: a name found in a former listing would
   * lead to a generation that can no longer be opened.
   */
  dropChanged({ directories, files }: Invalidation): void {
    for (const directory of [...directories, ...this.#moved.formerly(directories)]) {
      this.drop(directory);
      // The listing above says how many directories are in this one, and when it changed.
      this.dropWith(directory);
    }
    for (const file of files) this.dropWith(file);
  }

  /** The directories in which a node stands have to be listed again. */
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

  /** Lists a directory with what `stat` says of the files in it. */
  async #offerDetails(inode: number): Promise<void> {
    if (!this.#overlay.exists(inode)) return;
    const unknown = this.#overlay.list(inode).filter(({ kind, attributes }) => kind === 'file' && attributes === null);
    if (unknown.length > MOST_DETAILS) return;
    // A file that cannot be looked at is listed by its name alone.
    for (const file of unknown) await this.#overlay.attributes(file.inode).catch(() => null);
    const mount = this.#mount();
    if (mount === null || !this.#overlay.exists(inode)) return;
    const { numbers, names } = listingOf(this.#overlay, this.#writer(), inode);
    this.#binding.offerListing(mount, inode, numbers, names);
  }
}
