/** What a scan is given, what it reports while it runs, and its result. */
import type { WalkError } from './walk-folders.ts';

export interface ScanRoot {
  readonly id: number;
  readonly path: Buffer;
}

/** A folder that a scan reads, alone or with all folders below it. */
export interface ScanPlace {
  readonly root: ScanRoot;
  /** The root itself, or a folder inside it; it need not exist any more. */
  readonly path: Buffer;
  readonly shallow: boolean;
}

export interface ScanCounts {
  /** Files that may be audio, by extension, as far as it is known before the end; `null` until it is. */
  total: number | null;
  done: number;
  added: number;
  changed: number;
  /** Files that were found under another path. */
  moved: number;
  missing: number;
  failed: number;
}

export interface ScanObserver {
  progress(counts: Readonly<ScanCounts>): void;
  /**
   * Called after each commit with the tracks that were written, that are missing or found again, or whose sidecar files
   * have changed; never with none.
   */
  stored(ids: readonly number[]): void;
}

export interface ScanResult extends Readonly<ScanCounts> {
  readonly cancelled: boolean;
  /** Folders and files that could not be read: they were not taken for missing. The first ones, where there are many. */
  readonly errors: readonly WalkError[];
}
