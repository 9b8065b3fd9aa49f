/**
 * Directories that were renamed. The kernel keeps the inode number of the old path for the directory at the new path,
 * and programs whose working directory it is ask by that number until they leave.
 */
import type { NameInDirectory } from '../tree/nodes.ts';

/** Renames to remember; the oldest is forgotten first. */
const MOST = 1000;

export class MovedDirectories {
  /** From the number of the former path to that of the present one. */
  readonly #moved = new Map<number, number>();
  readonly #exists: (inode: number) => boolean;

  /** @param exists whether there is such a directory now */
  constructor(exists: (inode: number) => boolean) {
    this.#exists = exists;
  }

  note(from: number, to: number): void {
    for (const [first, last] of this.#moved) {
      if (last !== from) continue;
      if (first === to) this.#moved.delete(first);
      else this.#moved.set(first, to);
    }
    this.#moved.delete(from);
    this.#moved.set(from, to);
    for (const oldest of this.#moved.keys()) {
      if (this.#moved.size <= MOST) break;
      this.#moved.delete(oldest);
    }
  }

  /** The directory that the kernel means by this number. A path that came back means itself. */
  meantBy(inode: number): number {
    const now = this.#moved.get(inode);
    return now === undefined || this.#exists(inode) ? inode : now;
  }

  /** The names, and the same names in the directories' former places. */
  withFormer(names: readonly NameInDirectory[]): readonly NameInDirectory[] {
    if (this.#moved.size === 0) return names;
    const former = new Map<number, number[]>();
    for (const [inode, now] of this.#moved) {
      if (!this.#exists(inode)) former.set(now, [...(former.get(now) ?? []), inode]);
    }
    return names.flatMap(({ directory, name }) =>
      [directory, ...(former.get(directory) ?? [])].map((inode) => ({ directory: inode, name })),
    );
  }

  /** The former numbers by which the kernel may know these directories. */
  formerly(inodes: readonly number[]): number[] {
    if (this.#moved.size === 0) return [];
    const wanted = new Set(inodes);
    return [...this.#moved].flatMap(([former, now]) => (wanted.has(now) && !this.#exists(former) ? [former] : []));
  }
}
