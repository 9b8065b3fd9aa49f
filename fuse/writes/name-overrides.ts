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
  /** The name of a track that was removed or renamed and may be reentry. */
  | { readonly kind: 'gone'; readonly track: number }
  /**
   * A track under another name than its own. `listed` is false for a former name, which listings do not show;
   * `renamed` is set for a rename that is still undecided.
   */
  | {
      readonly kind: 'alias';
      readonly track: number;
      readonly listed: boolean;
      readonly renamed?: { readonly from: NameInDirectory; readonly author: string };
    };

interface Entry {
  readonly override: NameOverride;
  directory: number;
  readonly cookie: number;
  timer: NodeJS.Timeout | null;
}

/** Larger than all cookies of the tree. */
const FIRST_COOKIE = 2 ** 52;

export class NameOverrides {
  readonly #directories = new Map<number, Map<string, Entry>>();
  #nextCookie = FIRST_COOKIE;

  get(directory: number, name: string): NameOverride | null {
    return this.#directories.get(directory)?.get(name.normalize('NFC'))?.override ?? null;
  }

  /** The overrides in a directory, in the order of their cookies. */
  in(directory: number): { readonly name: string; readonly override: NameOverride; readonly cookie: number }[] {
    return [...(this.#directories.get(directory) ?? [])].map(([name, { override, cookie }]) => ({
      name,
      override,
      cookie,
    }));
  }

  /** All overrides of all directories. */
  all(): { readonly directory: number; readonly name: string; readonly override: NameOverride }[] {
    return [...this.#directories.keys()].flatMap((directory) =>
      this.in(directory).map(({ name, override }) => ({ directory, name, override })),
    );
  }

  /** @param expire called after `lifetime` milliseconds, with the directory then, unless the override was deleted */
  set(
    directory: number,
    name: string,
    override: NameOverride,
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
    const entry = names?.get(name.normalize('NFC'));
    if (names === undefined || entry === undefined) return;
    if (entry.timer !== null) clearTimeout(entry.timer);
    names.delete(name.normalize('NFC'));
    if (names.size === 0) this.#directories.delete(directory);
  }

  /** The overrides in one directory are in another from now on. */
  moveAll(from: number, to: number): void {
    const names = this.#directories.get(from);
    if (names === undefined) return;
    this.#directories.delete(from);
    for (const entry of names.values()) entry.directory = to;
    const there = this.#directories.get(to);
    if (there === undefined) this.#directories.set(to, names);
    else for (const [name, entry] of names) there.set(name, entry);
  }

  clear(): void {
    for (const [directory, names] of this.#directories) for (const name of names.keys()) this.delete(directory, name);
  }
}
