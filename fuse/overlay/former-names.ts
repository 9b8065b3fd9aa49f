/**
 * Names that files had before they moved, and the directories that held these names and are gone.
 *
 * - A name lasts for `FORMER_NAME_LIFETIME` after the file lost it, or after the last save of the file. Lookups do not
 *   prolong it: programs that check all known paths again and again would keep it for ever.
 * - Beyond `MOST_FORMER_NAMES` the oldest names go first, so memory is bounded: a name takes about 450 bytes,
 *   all together 45 MB.
 * - A directory is remembered as long as names in it, or below it, are.
 */
import { directoryInode } from '../tree/inodes.ts';

/** Milliseconds after which a former name is forgotten: programs stay open for a day. */
export const FORMER_NAME_LIFETIME = 24 * 60 * 60 * 1000;
/** Names to remember. */
export const MOST_FORMER_NAMES = 100_000;

/** A directory that is gone from the tree. */
export interface FormerDirectory {
  readonly inode: number;
  /** Inode of the directory that it was in. */
  readonly parent: number;
  /** `nameKey` of its name. */
  readonly key: string;
  readonly name: string;
  /** Milliseconds since 1970 of its last change. */
  readonly changedAt: number;
}

interface FormerName {
  readonly directory: number;
  readonly key: string;
  readonly inode: number;
  keptAt: number;
  /** Another former name of the same file. */
  next: FormerName | undefined;
}

export class FormerNames {
  readonly #clock: () => number;
  readonly #most: number;
  /** All names, the oldest first. */
  readonly #order = new Set<FormerName>();
  readonly #byDirectory = new Map<number, Map<string, FormerName>>();
  /** One of the names of each file; the others follow it. */
  readonly #byFile = new Map<number, FormerName>();
  readonly #directories = new Map<number, FormerDirectory>();
  /** Number of former directories in each directory. */
  readonly #subdirectories = new Map<number, number>();

  /** @param clock monotonic, in milliseconds */
  constructor(clock: () => number, most = MOST_FORMER_NAMES) {
    this.#clock = clock;
    this.#most = most;
  }

  get size(): number {
    return this.#order.size;
  }

  /** The file had this name. @param key `nameKey` of the name */
  remember(directory: number, key: string, inode: number): void {
    const names = this.#byDirectory.get(directory) ?? new Map<string, FormerName>();
    const before = names.get(key);
    if (before !== undefined) this.#unlist(before);
    const name: FormerName = { directory, key, inode, keptAt: this.#clock(), next: this.#byFile.get(inode) };
    this.#byDirectory.set(directory, names.set(key, name));
    this.#byFile.set(inode, name);
    this.#order.add(name);
    this.#dropOldest();
  }

  /** A program saved the file, so it may be open under any of its names. */
  renew(inode: number): void {
    for (let name = this.#byFile.get(inode); name !== undefined; name = name.next) {
      name.keptAt = this.#clock();
      this.#order.delete(name);
      this.#order.add(name);
    }
  }

  /** The directory is gone from the tree. Ignored where no name in it is remembered. */
  rememberDirectory(directory: FormerDirectory): void {
    if (!this.#isUsed(directory.inode)) return;
    const known = this.#directories.has(directory.inode);
    this.#directories.set(directory.inode, directory);
    if (!known) this.#count(directory.parent, 1);
  }

  /** Inode of the file that had this name; `null` where no name is remembered. */
  file(directory: number, key: string): number | null {
    this.#dropOldest();
    return this.#byDirectory.get(directory)?.get(key)?.inode ?? null;
  }

  /** The directory that had this name in another. */
  directoryIn(parent: number, key: string): FormerDirectory | null {
    const found = this.directory(directoryInode(parent, key, 0));
    return found?.parent === parent && found.key === key ? found : null;
  }

  directory(inode: number): FormerDirectory | null {
    this.#dropOldest();
    return this.#directories.get(inode) ?? null;
  }

  /** Inodes of the files that had names in a directory. */
  filesIn(directory: number): number[] {
    this.#dropOldest();
    return [...(this.#byDirectory.get(directory)?.values() ?? [])].map(({ inode }) => inode);
  }

  forget(directory: number, key: string): void {
    const name = this.#byDirectory.get(directory)?.get(key);
    if (name !== undefined) this.#drop(name);
  }

  /** Forgets all names in a directory and below it. */
  forgetBelow(directory: number): void {
    for (const name of this.#byDirectory.get(directory)?.values() ?? []) this.#drop(name);
    for (const { inode, parent } of this.#directories.values()) if (parent === directory) this.forgetBelow(inode);
  }

  /** Drops the names that have expired, and those beyond the number to remember. */
  #dropOldest(): void {
    const expired = this.#clock() - FORMER_NAME_LIFETIME;
    for (const oldest of this.#order) {
      if (this.#order.size <= this.#most && oldest.keptAt > expired) break;
      this.#drop(oldest);
    }
  }

  #isUsed(directory: number): boolean {
    return this.#byDirectory.has(directory) || this.#subdirectories.has(directory);
  }

  #drop(name: FormerName): void {
    const names = this.#byDirectory.get(name.directory);
    this.#unlist(name);
    names?.delete(name.key);
    if (names?.size !== 0) return;
    this.#byDirectory.delete(name.directory);
    this.#dropUnused(name.directory);
  }

  #unlist(name: FormerName): void {
    this.#order.delete(name);
    const first = this.#byFile.get(name.inode);
    if (first !== name) {
      let before = first;
      while (before !== undefined && before.next !== name) before = before.next;
      if (before !== undefined) before.next = name.next;
    } else if (name.next === undefined) this.#byFile.delete(name.inode);
    else this.#byFile.set(name.inode, name.next);
  }

  #dropUnused(inode: number): void {
    const directory = this.#directories.get(inode);
    if (directory === undefined || this.#isUsed(inode)) return;
    this.#directories.delete(inode);
    this.#count(directory.parent, -1);
    this.#dropUnused(directory.parent);
  }

  #count(directory: number, by: 1 | -1): void {
    const count = (this.#subdirectories.get(directory) ?? 0) + by;
    if (count === 0) this.#subdirectories.delete(directory);
    else this.#subdirectories.set(directory, count);
  }
}
