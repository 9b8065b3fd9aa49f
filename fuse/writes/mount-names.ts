/** All names of the mount as programs see them: those of the tree, and the overrides by what programs did. */
import type { Overlay } from '../overlay/overlay.ts';
import { trackOfInode } from '../tree/inodes.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import { PendingDirectories } from './pending-directories.ts';
import { NameOverrides, type ListedName, type NameOverride, type OverrideInDirectory } from './name-overrides.ts';
import { isRunning } from './running-program.ts';

export class MountNames {
  readonly directories: PendingDirectories;
  readonly #overlay: Overlay;
  readonly #dropListing: (directory: number) => void;
  readonly #overrides = new NameOverrides();

  /** @param dropListing called with each directory in which an override changes */
  constructor(overlay: Overlay, dropListing: (directory: number) => void) {
    this.#overlay = overlay;
    this.#dropListing = dropListing;
    this.directories = new PendingDirectories(overlay);
  }

  /** The override of a name, or `null` where it is as in the tree. */
  override(directory: number, name: string): NameOverride | null {
    const override = this.#overrides.get(directory, name);
    if (override?.kind === 'listed') return null;
    if (override?.kind !== 'directory' || !this.#overlay.exists(override.pending.inode)) return override;
    // It has tracks, so the tree has it now.
    this.removeOverride(directory, name);
    return null;
  }

  /** Inode of the node that has the name in the tree, or `null`. */
  treeInode(directory: number, name: string): number | null {
    const found = this.#overlay.isDirectory(directory) ? this.#overlay.find(directory, name) : null;
    return found === null || found.former ? null : found.inode;
  }

  /** The track that had the name before it moved; `null` where there is none, or the tree has the name. */
  formerTrack(directory: number, name: string): number | null {
    const found = this.#overlay.isDirectory(directory) ? this.#overlay.find(directory, name) : null;
    return found?.former === true ? trackOfInode(found.inode) : null;
  }

  /** The overrides in a directory, in the order of their cookies. */
  overridesIn(directory: number): OverrideInDirectory<NameOverride>[] {
    return this.#inForce(directory).filter(isOverride);
  }

  /** The same and the former names that listings show, as long as the programs run that saved under them. */
  listedIn(directory: number): OverrideInDirectory<NameOverride | ListedName>[] {
    return this.#inForce(directory).filter(({ override }) => override.kind !== 'listed' || isRunning(override.pid));
  }

  allOverrides(): { readonly directory: number; readonly name: string; readonly override: NameOverride }[] {
    return this.#overrides
      .all()
      .flatMap(({ directory, name, override }) => (override.kind === 'listed' ? [] : [{ directory, name, override }]));
  }

  /**
   * Overrides a name. Most overrides need no invalidation: the kernel caches none of these names (only listings), and
   * it asked for the change itself.
   * @param expire called with the directory after `lifetime` milliseconds, before the override ends, if it is still set
   */
  setOverride(
    directory: number,
    name: string,
    override: NameOverride,
    lifetime: number,
    expire: (directory: number) => Promise<void> | void = () => undefined,
  ): void {
    this.#set(directory, name, override, lifetime, expire);
  }

  /**
   * Shows a name in listings under which a program saved a track, if the track has another name now.
   * @param lifetime milliseconds
   */
  listFormer({ directory, name }: NameInDirectory, track: number, pid: number, lifetime: number): void {
    if (this.override(directory, name) !== null || this.formerTrack(directory, name) !== track) return;
    this.#set(directory, name, { kind: 'listed', track, pid }, lifetime);
  }

  removeOverride(directory: number, name: string): void {
    const override = this.#overrides.get(directory, name);
    if (override?.kind === 'directory') this.directories.remove(override.pending);
    this.#overrides.delete(directory, name);
    this.#dropListing(directory);
  }

  /** The overrides in one directory are in another now. */
  moveAll(from: number, to: number): void {
    this.#overrides.moveAll(from, to);
    this.directories.moveAll(from, to);
    this.#dropListing(to);
  }

  /** Path from the root, without a leading slash. */
  pathOf(directory: number, name: string): string {
    const folder = this.directories.pathOf(directory);
    return folder === '' ? name : `${folder}/${name}`;
  }

  clear(): void {
    this.#overrides.clear();
  }

  #inForce(directory: number): OverrideInDirectory<NameOverride | ListedName>[] {
    return this.#overrides
      .in(directory)
      .filter(({ override }) => override.kind !== 'directory' || !this.#overlay.exists(override.pending.inode));
  }

  #set(
    directory: number,
    name: string,
    override: NameOverride | ListedName,
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

  async #expire(
    directory: number,
    name: string,
    override: NameOverride | ListedName,
    before: (directory: number) => Promise<void> | void,
  ): Promise<void> {
    await Promise.resolve(before(directory)).catch(() => undefined);
    if (this.#overrides.get(directory, name) === override) this.removeOverride(directory, name);
    this.#overlay.forgetName(directory, name);
  }
}

function isOverride(entry: OverrideInDirectory<NameOverride | ListedName>): entry is OverrideInDirectory<NameOverride> {
  return entry.override.kind !== 'listed';
}
