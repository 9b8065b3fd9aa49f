/**
 * Compares the sidecar files of a folder with their rows. Every scan checks the stamp of each, so that a scan that was
 * killed leaves nothing to repair.
 */
import { statSync, type BigIntStats } from 'node:fs';
import { stampOfStats, type FileStats } from '../storage/file-stamp.ts';
import { joinPath } from '../storage/path-bytes.ts';

/** Sidecars recorded of one folder: the first by name. A folder with more holds other files too. */
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
  readonly stats: FileStats;
}

/** What differs between the sidecars of a folder and their rows. */
export interface ChangedSidecars {
  readonly folder: Buffer;
  /** New and changed ones. */
  readonly found: readonly FoundSidecar[];
  /** Ids of the rows whose files are gone. */
  readonly gone: readonly number[];
}

/** Those of `names` that are recorded: the same ones in every scan, in whatever order the disk lists them. */
export function recorded(names: readonly Buffer[]): readonly Buffer[] {
  return names.length <= MAX_IN_FOLDER ? names : names.toSorted(Buffer.compare).slice(0, MAX_IN_FOLDER);
}

/** Compares the sidecars of one folder. Rows whose names are never passed to `look` are gone. */
export class SidecarChanges implements ChangedSidecars {
  readonly folder: Buffer;
  readonly #found: FoundSidecar[] = [];
  readonly #left: Map<string, KnownSidecar>;

  constructor(folder: Buffer, known: readonly KnownSidecar[]) {
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
      // It exists but cannot be examined now: its row stays.
      this.#left.delete(key);
      return;
    }
    // A link may lead to a pipe: opening it would block.
    if (!stats?.isFile()) return;
    if (this.#left.get(key)?.stamp !== stampOfStats(stats)) this.#found.push({ name, stats });
    this.#left.delete(key);
  }
}
