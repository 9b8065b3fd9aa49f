/**
 * Compares the sidecar files of a folder with what is known of them.
 *
 * Every scan looks at each of them, so that nothing needs to be remembered of a scan that was killed.
 */
import { statSync, type BigIntStats } from 'node:fs';
import { stampOfStats } from '../storage/file-stamp.ts';
import { joinPath } from '../storage/path-bytes.ts';

/** A folder of music that holds more than these holds something else too; the first by name are taken. */
const MAX_IN_FOLDER = 500;

/** A sidecar as the database knows it. */
export interface KnownSidecar {
  readonly id: number;
  readonly name: Buffer;
  /** In the form of `stampOfStats`. */
  readonly stamp: string;
}

export interface FoundSidecar {
  readonly name: Buffer;
  readonly stats: BigIntStats;
}

/** Those of `names` that are recorded: the same ones in every scan, in whatever order the disk lists them. */
export function recorded(names: readonly Buffer[]): readonly Buffer[] {
  return names.length <= MAX_IN_FOLDER ? names : names.toSorted(Buffer.compare).slice(0, MAX_IN_FOLDER);
}

/** What differs between a folder's sidecars and their rows; those that were not looked at are gone. */
export class SidecarChanges {
  readonly rootId: number;
  readonly folder: Buffer;
  readonly #found: FoundSidecar[] = [];
  readonly #left: Map<string, KnownSidecar>;

  constructor(rootId: number, folder: Buffer, known: readonly KnownSidecar[]) {
    this.rootId = rootId;
    this.folder = folder;
    this.#left = new Map(known.map((sidecar) => [sidecar.name.toString('latin1'), sidecar]));
  }

  /** New and changed ones. */
  get found(): readonly FoundSidecar[] {
    return this.#found;
  }

  /** Ids of the rows whose files are gone. */
  get gone(): readonly number[] {
    return Array.from(this.#left.values(), ({ id }) => id);
  }

  /** Rows to write. */
  get count(): number {
    return this.#found.length + this.#left.size;
  }

  look(name: Buffer): void {
    const key = name.toString('latin1');
    let stats: BigIntStats | undefined;
    try {
      stats = statSync(joinPath(this.folder, name), { bigint: true, throwIfNoEntry: false });
    } catch {
      // It is there, and cannot be looked at now: what is known of it stays.
      this.#left.delete(key);
      return;
    }
    // A link may lead to a pipe, which whoever opens it would wait for.
    if (!stats?.isFile()) return;
    if (this.#left.get(key)?.stamp !== stampOfStats(stats)) this.#found.push({ name, stats });
    this.#left.delete(key);
  }
}
