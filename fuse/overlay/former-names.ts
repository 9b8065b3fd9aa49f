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

/** What happens to former names, so that another `FormerNames` can be brought to the same state. Times are milliseconds. */
export type FormerNamesEvent =
  | {
      readonly type: 'remember';
      readonly directory: number;
      readonly key: string;
      readonly inode: number;
      readonly at: number;
    }
  | { readonly type: 'renew'; readonly inode: number; readonly at: number }
  | { readonly type: 'directory'; readonly directory: FormerDirectory }
  | { readonly type: 'forget'; readonly directory: number; readonly key: string }
  | { readonly type: 'forgetBelow'; readonly directory: number };

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
  /** Called with each event that is not the passing of time. */
  #onEvent: (event: FormerNamesEvent) => void = () => undefined;

  /** @param clock milliseconds since 1970 */
  constructor(clock: () => number = Date.now, most = MOST_FORMER_NAMES) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Calls back with all further events, which lead from the present state to any later one. */
  follow(listener: (event: FormerNamesEvent) => void): void {
    this.#onEvent = listener;
  }

  /** Applies events of an earlier process, in their order, without announcing them. Times to come count as now. */
  replay(events: Iterable<FormerNamesEvent>): void {
    const now = this.#clock();
    for (const event of events) this.#apply('at' in event && event.at > now ? { ...event, at: now } : event);
    // A name that had expired may have been renewed by then, so none goes before the last event.
    this.#dropOldest();
  }

  /** Events that lead from no names to the present ones. */
  *events(): Generator<FormerNamesEvent> {
    const told = new Set<number>();
    for (const { directory, key, inode, keptAt } of this.#order) {
      yield { type: 'remember', directory, key, inode, at: keptAt };
      // A directory is only remembered where something in it is: from the name up.
      for (let at = this.#directories.get(directory); at !== undefined; at = this.#directories.get(at.parent)) {
        if (told.has(at.inode)) break;
        told.add(at.inode);
        yield { type: 'directory', directory: at };
      }
    }
  }

  get size(): number {
    return this.#order.size;
  }

  /** The file had this name. @param key `nameKey` of the name */
  remember(directory: number, key: string, inode: number): void {
    this.#happen({ type: 'remember', directory, key, inode, at: this.#clock() });
    this.#dropOldest();
  }

  /** A program saved the file, so it may be open under any of its names. */
  renew(inode: number): void {
    this.#happen({ type: 'renew', inode, at: this.#clock() });
  }

  /** The directory is gone from the tree. Ignored where no name in it is remembered. */
  rememberDirectory(directory: FormerDirectory): void {
    this.#happen({ type: 'directory', directory });
  }

  forget(directory: number, key: string): void {
    this.#happen({ type: 'forget', directory, key });
  }

  /** Forgets all names in a directory and below it. */
  forgetBelow(directory: number): void {
    this.#happen({ type: 'forgetBelow', directory });
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

  #happen(event: FormerNamesEvent): void {
    if (this.#apply(event)) this.#onEvent(event);
  }

  /** @returns whether there was anything that it concerns */
  #apply(event: FormerNamesEvent): boolean {
    switch (event.type) {
      case 'remember':
        this.#add(event.directory, event.key, event.inode, event.at);
        return true;
      case 'renew':
        return this.#renew(event.inode, event.at);
      case 'directory':
        return this.#addDirectory(event.directory);
      case 'forget': {
        const name = this.#byDirectory.get(event.directory)?.get(event.key);
        if (name !== undefined) this.#drop(name);
        return name !== undefined;
      }
      case 'forgetBelow':
        this.#dropBelow(event.directory);
        return true;
    }
  }

  #add(directory: number, key: string, inode: number, keptAt: number): void {
    const names = this.#byDirectory.get(directory) ?? new Map<string, FormerName>();
    const before = names.get(key);
    if (before !== undefined) this.#unlist(before);
    const name: FormerName = { directory, key, inode, keptAt, next: this.#byFile.get(inode) };
    this.#byDirectory.set(directory, names.set(key, name));
    this.#byFile.set(inode, name);
    this.#order.add(name);
  }

  #renew(inode: number, keptAt: number): boolean {
    for (let name = this.#byFile.get(inode); name !== undefined; name = name.next) {
      name.keptAt = keptAt;
      this.#order.delete(name);
      this.#order.add(name);
    }
    return this.#byFile.has(inode);
  }

  #addDirectory(directory: FormerDirectory): boolean {
    if (!this.#isUsed(directory.inode)) return false;
    const known = this.#directories.has(directory.inode);
    this.#directories.set(directory.inode, directory);
    if (!known) this.#count(directory.parent, 1);
    return true;
  }

  #dropBelow(directory: number): void {
    for (const name of this.#byDirectory.get(directory)?.values() ?? []) this.#drop(name);
    for (const { inode, parent } of this.#directories.values()) if (parent === directory) this.#dropBelow(inode);
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
