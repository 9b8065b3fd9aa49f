/**
 * Decides when a change is told: soon after it, but not again and again while a file is being written.
 *
 * A name is told when it has been quiet for QUIET_MS, at the latest LONGEST_MS after its first change. A name that
 * changes again soon after it was told is most likely a file that is still being written: it has to be quiet for longer,
 * and is told at the latest AGAIN_MS after the last time.
 *
 * All times are milliseconds of one monotonic clock.
 */
export const QUIET_MS = 200;
export const LONGEST_MS = 1000;
export const QUIET_AGAIN_MS = 1000;
export const AGAIN_MS = 10_000;

/** Changes that are due within this time of each other are told together. */
const TOGETHER_MS = 100;

interface Change<Folder> {
  readonly folder: Folder;
  readonly name: Buffer;
  /** Of the changes that were not told; null when there is none. */
  first: number | null;
  last: number;
  /** Null before the first time. */
  toldAt: number | null;
}

export class ChangedNames<Folder extends object> {
  readonly #folders = new Map<Folder, Map<string, Change<Folder>>>();

  /** Notes a change of the entry `name` in `folder`. */
  note(folder: Folder, name: Buffer, now: number): void {
    let names = this.#folders.get(folder);
    if (!names) this.#folders.set(folder, (names = new Map()));
    const key = name.toString('latin1');
    const change = names.get(key);
    if (!change) {
      names.set(key, { folder, name, first: now, last: now, toldAt: null });
      return;
    }
    change.first ??= now;
    change.last = now;
  }

  /** The names that are to be told now, by folder. */
  take(now: number): Map<Folder, Buffer[]> {
    const due = new Map<Folder, Buffer[]>();
    for (const [folder, names] of this.#folders) {
      const told: Buffer[] = [];
      for (const [key, change] of names) {
        if (change.first === null) {
          if (now - change.toldAt! >= QUIET_AGAIN_MS) names.delete(key);
        } else if (dueAt(change) <= now + TOGETHER_MS) {
          told.push(change.name);
          [change.first, change.toldAt] = [null, now];
        }
      }
      if (told.length > 0) due.set(folder, told);
      if (names.size === 0) this.#folders.delete(folder);
    }
    return due;
  }

  /** When `take` should be called next; null when nothing waits. */
  nextAt(): number | null {
    let next: number | null = null;
    for (const names of this.#folders.values()) {
      for (const change of names.values()) {
        const at = change.first === null ? change.toldAt! + QUIET_AGAIN_MS : dueAt(change);
        if (next === null || at < next) next = at;
      }
    }
    return next;
  }

  /** Forgets a folder that is not watched any more. */
  forget(folder: Folder): void {
    this.#folders.delete(folder);
  }
}

function dueAt<Folder>({ first, last, toldAt }: Change<Folder>): number {
  return toldAt === null
    ? Math.min(last + QUIET_MS, first! + LONGEST_MS)
    : Math.min(last + QUIET_AGAIN_MS, toldAt + AGAIN_MS);
}
