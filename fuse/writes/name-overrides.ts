/**
 * Names in the mount that differ from the tree: files and directories that programs made, names of tracks that they
 * removed, and additional names of tracks. Each has a lifetime, after which the name is again as in the tree. Names
 * are compared in NFC.
 */
import type { NameInDirectory } from '../tree/nodes.ts';
import type { PendingDirectory } from './pending-directories.ts';
import type { Scratch } from './scratch.ts';

export type NameOverride =
  /** A file that a program made. */
  | { readonly kind: 'scratch'; readonly scratch: Scratch }
  /** A directory that a program made and that has no tracks yet. */
  | { readonly kind: 'directory'; readonly pending: PendingDirectory }
  /** The name of a track that was removed or renamed, and that a replacement may get. */
  | { readonly kind: 'gone'; readonly track: number }
  /** A track under another name than its own. `renamed` is set for a rename that is still undecided. */
  | { readonly kind: 'alias'; readonly track: number; readonly renamed?: UndecidedRename };

/**
 * A name that a program saved a track under while it has another, and that listings show for a while: the program's own
 * renames make it list the directory again, and it would drop a file that it misses there. Nothing else changes
 * by it, so no operation sees it as an override.
 */
export interface ListedName {
  readonly kind: 'listed';
  readonly track: number;
  /** The program. */
  readonly pid: number;
}

/** A rename that may be the first half of a save. */
export interface UndecidedRename {
  /** The first name of the track. */
  readonly from: NameInDirectory;
  /** The program. */
  readonly author: string;
}

export interface OverrideInDirectory<Override> {
  readonly name: string;
  readonly override: Override;
  readonly cookie: number;
}

interface Entry {
  readonly override: NameOverride | ListedName;
  directory: number;
  readonly cookie: number;
  timer: NodeJS.Timeout | null;
}

/** Larger than all cookies of the tree. */
const FIRST_COOKIE = 2 ** 52;

export class NameOverrides {
  readonly #directories = new Map<number, Map<string, Entry>>();
  #nextCookie = FIRST_COOKIE;

  get(directory: number, name: string): NameOverride | ListedName | null {
    return this.#directories.get(directory)?.get(name.normalize('NFC'))?.override ?? null;
  }

  /** The overrides in a directory, in the order of their cookies. */
  in(directory: number): OverrideInDirectory<NameOverride | ListedName>[] {
    return [...(this.#directories.get(directory) ?? [])].map(([name, { override, cookie }]) => ({
      name,
      override,
      cookie,
    }));
  }

  /** All overrides, by directories in the order of their first present override. */
  all(): { readonly directory: number; readonly name: string; readonly override: NameOverride | ListedName }[] {
    return [...this.#directories.keys()].flatMap((directory) =>
      this.in(directory).map(({ name, override }) => ({ directory, name, override })),
    );
  }

  /** @param expire called after `lifetime` milliseconds, with the directory then, unless the override was deleted */
  set(
    directory: number,
    name: string,
    override: NameOverride | ListedName,
    lifetime: number,
    expire: (directory: number) => void,
  ): void {
    this.delete(directory, name);
    const names = this.#directories.get(directory) ?? new Map<string, Entry>();
    this.#directories.set(directory, names);
    const entry: Entry = { override, directory, cookie: this.#nextCookie, timer: null };
    if (Number.isFinite(lifetime)) entry.timer = setTimeout(() => expire(entry.directory), lifetime).unref();
    names.set(name.normalize('NFC'), entry);
    this.#nextCookie += 1;
  }

  delete(directory: number, name: string): void {
    const names = this.#directories.get(directory);
    if (names === undefined) return;
    const entry = names.get(name.normalize('NFC'));
    if (entry === undefined) return;
    if (entry.timer !== null) clearTimeout(entry.timer);
    names.delete(name.normalize('NFC'));
    if (names.size === 0) this.#directories.delete(directory);
  }

  /** The overrides in one directory are in another from now on, and replace those of the same names there. */
  moveAll(from: number, to: number): void {
    const moved = this.#directories.get(from);
    if (moved === undefined) return;
    this.#directories.delete(from);
    for (const [name, entry] of moved) {
      this.delete(to, name);
      entry.directory = to;
    }
    const all = [...(this.#directories.get(to) ?? []), ...moved];
    this.#directories.set(to, new Map(all.toSorted(([, one], [, other]) => one.cookie - other.cookie)));
  }

  clear(): void {
    for (const [directory, names] of this.#directories) for (const name of names.keys()) this.delete(directory, name);
  }
}
