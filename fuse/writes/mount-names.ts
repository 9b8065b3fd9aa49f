/** All names of the mount as programs see them: the tree's, and beside it those that programs have made or taken away. */
import type { Overlay } from '../overlay/overlay.ts';
import { trackInode } from '../tree/inodes.ts';
import { PendingDirectories } from './pending-directories.ts';
import { NameOverrides, type NameOverride } from './name-overrides.ts';

export class MountNames {
  readonly directories: PendingDirectories;
  readonly #overlay: Overlay;
  readonly #dropListing: (directory: number) => void;
  readonly #overrides = new NameOverrides();

  /** @param dropListing told that the names in a directory changed by what a program did there */
  constructor(overlay: Overlay, dropListing: (directory: number) => void) {
    this.#overlay = overlay;
    this.#dropListing = dropListing;
    this.directories = new PendingDirectories(overlay);
  }

  /** What stands at a name, or `null` where the tree decides. */
  override(directory: number, name: string): NameOverride | null {
    const override = this.#overrides.get(directory, name);
    if (override?.kind !== 'directory' || !this.#overlay.exists(override.pending.inode)) return override;
    // Tracks have come: it is the tree's now.
    this.removeOverride(directory, name);
    return null;
  }

  /** Inode of what the tree has at a name, or `null`. */
  treeInode(directory: number, name: string): number | null {
    return this.#overlay.exists(directory) ? (this.#overlay.find(directory, name)?.inode ?? null) : null;
  }

  /** Names of a directory that are not the tree's, in the order of their cookies. */
  overridesIn(
    directory: number,
  ): { readonly name: string; readonly override: NameOverride; readonly cookie: number }[] {
    return this.#overrides
      .in(directory)
      .filter(({ override }) => override.kind !== 'directory' || !this.#overlay.exists(override.pending.inode));
  }

  allOverrides(): { readonly directory: number; readonly name: string; readonly override: NameOverride }[] {
    return this.#overrides.all();
  }

  // Of most of these names nothing is said to the kernel: it does not trust them for any time (only lists of names
  // are kept), and what happens to them is what it was asked to do itself.

  /** @param expire called after `lifetime` milliseconds if the name still stands for this then, before it goes */
  setOverride(
    directory: number,
    name: string,
    override: NameOverride,
    lifetime: number,
    expire: (directory: number) => Promise<void> | void = () => undefined,
  ): void {
    this.#overrides.set(
      directory,
      name,
      override,
      lifetime,
      (where) => void this.#expire(where, name, override, expire),
    );
    this.#dropListing(directory);
  }

  removeOverride(directory: number, name: string): void {
    const override = this.#overrides.get(directory, name);
    if (override?.kind === 'directory') this.directories.remove(override.pending);
    this.#overrides.delete(directory, name);
    this.#dropListing(directory);
  }

  /** Where a track is found for a while beside its own name, by who knows that name. */
  keepFormerName(track: number, directory: number, name: string, lifetime: number): void {
    const now = this.#overlay.namesOf(trackInode(track));
    if (
      now.length === 0 ||
      !this.#overlay.exists(directory) ||
      now.some((own) => own.directory === directory && own.name === name)
    ) {
      return;
    }
    this.setOverride(directory, name, { kind: 'alias', track, listed: false }, lifetime);
  }

  /** What was in one directory is in another now. */
  moveAll(from: number, to: number): void {
    this.#overrides.moveAll(from, to);
    this.directories.moveAll(from, to);
    this.#dropListing(to);
  }

  pathOf(directory: number, name: string): string {
    const folder = this.directories.pathOf(directory);
    return folder === '' ? name : `${folder}/${name}`;
  }

  clear(): void {
    this.#overrides.clear();
  }

  async #expire(
    directory: number,
    name: string,
    override: NameOverride,
    before: (directory: number) => Promise<void> | void,
  ): Promise<void> {
    await Promise.resolve(before(directory)).catch(() => undefined);
    if (this.#overrides.get(directory, name) === override) this.removeOverride(directory, name);
    this.#overlay.forgetName(directory, name);
  }
}
