/** What a scan has found in a root and not stored yet, in the order in which it is to be stored. */
import type { BatchFiles, GrowingFiles } from './batch-files.ts';
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

export interface ScanBatch<Files extends BatchFiles = BatchFiles> {
  readonly returned: readonly ReturnedFile[];
  readonly keys: readonly { readonly fileId: number; readonly key: Buffer }[];
  /** Files that are new or have changed. */
  readonly files: Files;
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
export class GrowingBatch<Files extends GrowingFiles> implements ScanBatch<Files> {
  readonly returned: ReturnedFile[] = [];
  readonly keys: { readonly fileId: number; readonly key: Buffer }[] = [];
  readonly files: Files;
  readonly gone: number[] = [];
  readonly sidecars: ChangedSidecars[] = [];
  readonly errors: WalkError[] = [];
  done = 0;
  failed = 0;
  #sidecarRows = 0;

  constructor(files: Files) {
    this.files = files;
  }

  addSidecars(changes: ChangedSidecars): void {
    this.sidecars.push(changes);
    this.#sidecarRows += changes.found.length + changes.gone.length;
  }

  get isLarge(): boolean {
    const rows = this.returned.length + this.keys.length + this.files.count + this.gone.length;
    return rows >= LARGE_FILES || this.#sidecarRows >= LARGE_SIDECARS;
  }
}

/** Whether there is nothing in a batch to be stored. */
export function isEmpty({ returned, keys, files, gone, sidecars }: ScanBatch): boolean {
  return files.count === 0 && [returned, keys, gone, sidecars].every(({ length }) => length === 0);
}
