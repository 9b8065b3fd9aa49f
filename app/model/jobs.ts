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
  /** Whether the rebuild of the search rests until somebody resumes it; it is `running` then. */
  readonly isPaused: boolean;
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

/** What looks through the whole library in the background, when somebody looks at what it finds. */
export const SURVEYS = ['health', 'duplicates'] as const;
export type SurveyName = (typeof SURVEYS)[number];

/** A survey at work. */
export interface RunningSurvey {
  readonly survey: SurveyName;
  /** Tracks. */
  readonly done: number;
  readonly total: number;
}

/** Jobs that a person begins and that end: beside scans, the analysis, verification and identification. */
export const TASKS = ['dumps', 'import', 'copies', 'export', 'backup', 'rebuild'] as const;
export type TaskName = (typeof TASKS)[number];

export interface TaskProgress {
  readonly task: TaskName;
  readonly state: 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  /** Tracks, files, records or pages; bytes of dumps. */
  readonly done: number;
  /** `null` while it is unknown. */
  readonly total: number | null;
  /** Files that a run has left out because of an error: `jobs.repeat` tries these. */
  readonly failed: number;
  /** The file or folder that it is about, or is at; `null` where there is none. */
  readonly what: string | null;
  /** In state `failed`: the error, with its code. */
  readonly message: string | null;
  readonly code: string | null;
  /** Whether `jobs.repeat` can begin it again, or go on with it. */
  readonly canRepeat: boolean;
  /** Whether `jobs.pause` lets it rest at the step where it is now. */
  readonly canPause: boolean;
}
