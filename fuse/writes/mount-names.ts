/** All names of the mount as programs see them: the tree's, and beside it those that programs have made or taken away. */
import type { Overlay } from '../overlay/overlay.ts';
import { trackInode } from '../tree/inodes.ts';
import { MadeDirectories } from './pending-directories.ts';
import { PlacedNames, type Place } from './name-overrides.ts';

export class MountNames {
  readonly directories: MadeDirectories;
  readonly #overlay: Overlay;
  readonly #dropListing: (directory: number) => void;
  readonly #placed = new PlacedNames();

  /** @param dropListing told that the names in a directory changed by what a program did there */
  constructor(overlay: Overlay, dropListing: (directory: number) => void) {
    this.#overlay = overlay;
    this.#dropListing = dropListing;
    this.directories = new MadeDirectories(overlay);
  }

  /** What stands at a name, or `null` where the tree decides. */
  get(directory: number, name: string): Place | null {
    const place = this.#placed.get(directory, name);
    if (place?.kind !== 'directory' || !this.#overlay.exists(place.made.inode)) return place;
    // Tracks have come: it is the tree's now.
    this.unplace(directory, name);
    return null;
  }

  /** Inode of what the tree has at a name, or `null`. */
  inTree(directory: number, name: string): number | null {
    return this.#overlay.exists(directory) ? (this.#overlay.find(directory, name)?.inode ?? null) : null;
  }

  /** Names of a directory that are not the tree's, in the order of their cookies. */
  in(directory: number): { readonly name: string; readonly place: Place; readonly cookie: number }[] {
    return this.#placed
      .in(directory)
      .filter(({ place }) => place.kind !== 'directory' || !this.#overlay.exists(place.made.inode));
  }

  all(): { readonly directory: number; readonly name: string; readonly place: Place }[] {
    return this.#placed.all();
  }

  // Of most of these names nothing is said to the kernel: it does not trust them for any time (only lists of names
  // are kept), and what happens to them is what it was asked to do itself.

  /** @param expire called after `lifetime` milliseconds if the name still stands for this then, before it goes */
  place(
    directory: number,
    name: string,
    place: Place,
    lifetime: number,
    expire: (directory: number) => Promise<void> | void = () => undefined,
  ): void {
    this.#placed.set(directory, name, place, lifetime, (where) => void this.#expire(where, name, place, expire));
    this.#dropListing(directory);
  }

  unplace(directory: number, name: string): void {
    const place = this.#placed.get(directory, name);
    if (place?.kind === 'directory') this.directories.remove(place.made);
    this.#placed.delete(directory, name);
    this.#dropListing(directory);
  }

  /** Where a track is found for a while beside its own place, by who knows that name. */
  keepFormer(track: number, directory: number, name: string, lifetime: number): void {
    const now = this.#overlay.placesOf(trackInode(track));
    if (
      now.length === 0 ||
      !this.#overlay.exists(directory) ||
      now.some((place) => place.directory === directory && place.name === name)
    ) {
      return;
    }
    this.place(directory, name, { kind: 'alias', track, listed: false }, lifetime);
  }

  /** What was in one directory is in another now. */
  moveAll(from: number, to: number): void {
    this.#placed.moveAll(from, to);
    this.directories.moveAll(from, to);
    this.#dropListing(to);
  }

  pathOf(directory: number, name: string): string {
    const folder = this.directories.pathOf(directory);
    return folder === '' ? name : `${folder}/${name}`;
  }

  clear(): void {
    this.#placed.clear();
  }

  async #expire(
    directory: number,
    name: string,
    place: Place,
    before: (directory: number) => Promise<void> | void,
  ): Promise<void> {
    await Promise.resolve(before(directory)).catch(() => undefined);
    if (this.#placed.get(directory, name) === place) this.unplace(directory, name);
    this.#overlay.forgetName(directory, name);
  }
}
