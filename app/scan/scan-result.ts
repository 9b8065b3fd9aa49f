/** What a scan is given, what it reports while it runs, and its result. */
import type { WalkError } from './walk.ts';

export interface ScanRoot {
  readonly id: number;
  readonly path: Buffer;
}

export interface ScanCounts {
  /** Files that may be audio, by extension; `null` until all roots have been counted. */
  total: number | null;
  done: number;
  added: number;
  changed: number;
  missing: number;
  failed: number;
}

export interface ScanObserver {
  progress(counts: Readonly<ScanCounts>): void;
  /**
   * Called after each commit with the tracks that were written, or whose sidecar files have changed; null when they are
   * too many to name.
   */
  stored(ids: readonly number[] | null): void;
}

export interface ScanResult extends Readonly<ScanCounts> {
  readonly cancelled: boolean;
  /** Folders that could not be read: nothing below them was taken for missing. */
  readonly errors: readonly WalkError[];
}
