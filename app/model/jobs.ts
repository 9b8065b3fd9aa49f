/** Progress of long work: scans, the analysis, rebuilds. */

/** Progress of a job: `done` of `total` files; `total` is `null` while it is unknown. */
export interface JobProgress {
  readonly job: 'scan' | 'analysis';
  readonly state: 'idle' | 'running' | 'paused' | 'cancelled' | 'failed';
  readonly done: number;
  readonly total: number | null;
  readonly failed: number;
  /** Files per second over the last ten seconds. */
  readonly rate: number;
  /** Seconds, or `null` while it is unknown. */
  readonly timeLeft: number | null;
  /** The error, in state `failed`. */
  readonly message: string | null;
}

/** Derived data that `descant rebuild` makes again. */
export const REBUILD_PARTS = ['search', 'index', 'vectors'] as const;
export type RebuildPart = (typeof REBUILD_PARTS)[number];

export interface RebuildProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** The part at work, or the last one. */
  readonly part: RebuildPart | null;
  readonly done: number;
  readonly total: number;
  /** Tracks in the rebuilt search; `null` unless the search was rebuilt completely. */
  readonly tracks: number | null;
  /** Fingerprints in the rebuilt index; `null` unless the index was rebuilt. */
  readonly fingerprints: number | null;
  /** Files queued for a new analysis, which makes their vectors; `null` unless the vectors were rebuilt. */
  readonly filesToAnalyse: number | null;
  /** The error, in state `failed`. */
  readonly message: string | null;
}
