/**
 * Names in the mount that are not the tree's: files and directories that programs have made for a while, tracks
 * whose name was taken away, and names under which a track is found beside its own. All of them pass: each has a
 * time after which the tree shows again as it is.
 */
import type { NameInDirectory } from '../overlay/overlay.ts';
import type { PendingDirectory } from './pending-directories.ts';
import type { Scratch } from './scratch.ts';

export type NameOverride =
  /** A file that a program has made. */
  | { readonly kind: 'scratch'; readonly scratch: Scratch }
  /** A directory that a program has made, for tracks that are still to come. */
  | { readonly kind: 'directory'; readonly pending: PendingDirectory }
  /** A track was removed or renamed: its name waits for what replaces it. */
  | { readonly kind: 'gone'; readonly track: number }
  /**
   * A track under another name than its own. `listed` is false for a name that is only kept for those who know it;
   * `renamed` tells what is still to be decided about.
   */
  | {
      readonly kind: 'alias';
      readonly track: number;
      readonly listed: boolean;
      readonly renamed?: { readonly from: NameInDirectory; readonly author: string };
    };

interface Placed {
  readonly override: NameOverride;
  directory: number;
  readonly cookie: number;
  timer: NodeJS.Timeout | null;
}

/** Larger than all cookies of the tree. */
const FIRST_COOKIE = 2 ** 52;

export class NameOverrides {
  readonly #directories = new Map<number, Map<string, Placed>>();
  #nextCookie = FIRST_COOKIE;

  get(directory: number, name: string): NameOverride | null {
    return this.#directories.get(directory)?.get(name.normalize('NFC'))?.override ?? null;
  }

  /** Names of a directory in the order of their cookies. */
  in(directory: number): { readonly name: string; readonly override: NameOverride; readonly cookie: number }[] {
    return [...(this.#directories.get(directory) ?? [])].map(([name, { override, cookie }]) => ({
      name,
      override,
      cookie,
    }));
  }

  /** All names everywhere. */
  all(): { readonly directory: number; readonly name: string; readonly override: NameOverride }[] {
    return [...this.#directories.keys()].flatMap((directory) =>
      this.in(directory).map(({ name, override }) => ({ directory, name, override })),
    );
  }

  /** @param expire called after `lifetime` milliseconds if the name still stands for this override then, with its directory */
  set(
    directory: number,
    name: string,
    override: NameOverride,
    lifetime: number,
    expire: (directory: number) => void,
  ): void {
    this.delete(directory, name);
    const names = this.#directories.get(directory) ?? new Map<string, Placed>();
    this.#directories.set(directory, names);
    const placed: Placed = { override, directory, cookie: this.#nextCookie, timer: null };
    if (Number.isFinite(lifetime)) placed.timer = setTimeout(() => expire(placed.directory), lifetime).unref();
    names.set(name.normalize('NFC'), placed);
    this.#nextCookie += 1;
  }

  delete(directory: number, name: string): void {
    const names = this.#directories.get(directory);
    const placed = names?.get(name.normalize('NFC'));
    if (names === undefined || placed === undefined) return;
    if (placed.timer !== null) clearTimeout(placed.timer);
    names.delete(name.normalize('NFC'));
    if (names.size === 0) this.#directories.delete(directory);
  }

  /** Names of one directory from now on are names of another. */
  moveAll(from: number, to: number): void {
    const names = this.#directories.get(from);
    if (names === undefined) return;
    this.#directories.delete(from);
    for (const placed of names.values()) placed.directory = to;
    const there = this.#directories.get(to);
    if (there === undefined) this.#directories.set(to, names);
    else for (const [name, placed] of names) there.set(name, placed);
  }

  clear(): void {
    for (const [directory, names] of this.#directories) for (const name of names.keys()) this.delete(directory, name);
  }
}
