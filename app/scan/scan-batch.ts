/** What a scan has found in a root and not stored yet, in the order in which it is to be stored. */
import type { FileRecord } from './file-record.ts';
import type { ChangedSidecars } from './sidecars.ts';
import type { WalkError } from './walk-folders.ts';

/** Files and changes that are handed over together at the latest. */
const LARGE_FILES = 512;
/** Larger than LARGE_FILES: a sidecar is one row, a file also has a track and an entry in the full-text index. */
const LARGE_SIDECARS = 2048;

/** A missing file that is in its place again. */
export interface ReturnedFile {
  readonly id: number;
  readonly folderId: number;
  readonly folder: Buffer;
  readonly name: Buffer;
}

/** Files of a folder that are new or have changed. */
export interface ReadFolder {
  readonly folder: Buffer;
  readonly files: FileRecord[];
}

export interface ScanBatch {
  readonly returned: readonly ReturnedFile[];
  readonly keys: readonly { readonly fileId: number; readonly key: Buffer }[];
  readonly folders: readonly ReadFolder[];
  /** Ids of files that are not in their place. */
  readonly gone: readonly number[];
  readonly sidecars: readonly ChangedSidecars[];
  /** Files that were looked at. */
  readonly done: number;
  /** Files that could not be read. */
  readonly failed: number;
  readonly errors: readonly WalkError[];
}

/** A batch while it grows. */
export class GrowingBatch implements ScanBatch {
  readonly returned: ReturnedFile[] = [];
  readonly keys: { readonly fileId: number; readonly key: Buffer }[] = [];
  readonly folders: ReadFolder[] = [];
  readonly gone: number[] = [];
  readonly sidecars: ChangedSidecars[] = [];
  readonly errors: WalkError[] = [];
  done = 0;
  failed = 0;
  #files = 0;
  #sidecarRows = 0;

  addFile(folder: Buffer, file: FileRecord): void {
    const last = this.folders.at(-1);
    if (last?.folder === folder) last.files.push(file);
    else this.folders.push({ folder, files: [file] });
    this.#files++;
  }

  addSidecars(changes: ChangedSidecars): void {
    this.sidecars.push(changes);
    this.#sidecarRows += changes.found.length + changes.gone.length;
  }

  get isLarge(): boolean {
    const rows = this.returned.length + this.keys.length + this.#files + this.gone.length;
    return rows >= LARGE_FILES || this.#sidecarRows >= LARGE_SIDECARS;
  }
}

/** Whether there is nothing in a batch to be stored. */
export function isEmpty({ returned, keys, folders, gone, sidecars }: ScanBatch): boolean {
  return [returned, keys, folders, gone, sidecars].every(({ length }) => length === 0);
}
