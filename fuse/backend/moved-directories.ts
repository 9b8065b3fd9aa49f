/**
 * Directories that were renamed, or that got another number when other views were shown. The kernel keeps the inode
 * number of before for the directory, and programs that have it open or whose working directory it is ask by that
 * number until they leave.
 */
import type { MovedDirectory } from '../overlay/invalidation.ts';
import type { NameInDirectory } from '../tree/nodes.ts';

/** Numbers to remember, about 150 bytes each; the oldest is forgotten first. */
const MOST = 50_000;

export class MovedDirectories {
  /** From the former number to the present one. */
  readonly #moved = new Map<number, number>();
  /** From the present number to the former ones. */
  readonly #former = new Map<number, Set<number>>();
  readonly #exists: (inode: number) => boolean;

  /** @param exists whether there is such a directory now */
  constructor(exists: (inode: number) => boolean) {
    this.#exists = exists;
  }

  note(from: number, to: number): void {
    this.noteAll([{ from, to }]);
  }

  /** Notes moves that happened at once: no directory of them has moved on to the place of another. */
  noteAll(moves: readonly MovedDirectory[]): void {
    // Before any move is noted: the number that one directory had may be the one that another gets.
    const earlier = moves.map(({ from }) => [...(this.#former.get(from) ?? [])]);
    for (const first of earlier.flat()) this.#forget(first);
    for (const [index, { to }] of moves.entries()) {
      for (const first of earlier[index] ?? []) if (first !== to) this.#set(first, to);
    }
    for (const { from, to } of moves) {
      this.#forget(from);
      this.#set(from, to);
    }
    for (const oldest of this.#moved.keys()) {
      if (this.#moved.size <= MOST) break;
      this.#forget(oldest);
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
    return names.flatMap(({ directory, name }) =>
      [directory, ...this.#formerNumbers(directory)].map((inode) => ({ directory: inode, name })),
    );
  }

  /** The former numbers by which the kernel may know these directories. */
  formerly(inodes: readonly number[]): number[] {
    if (this.#moved.size === 0) return [];
    return inodes.flatMap((inode) => this.#formerNumbers(inode));
  }

  #formerNumbers(inode: number): number[] {
    return [...(this.#former.get(inode) ?? [])].filter((former) => !this.#exists(former));
  }

  #set(from: number, to: number): void {
    this.#moved.set(from, to);
    this.#former.set(to, (this.#former.get(to) ?? new Set()).add(from));
  }

  #forget(from: number): void {
    const to = this.#moved.get(from);
    if (to === undefined) return;
    this.#moved.delete(from);
    const former = this.#former.get(to);
    former?.delete(from);
    if (former?.size === 0) this.#former.delete(to);
  }
}
