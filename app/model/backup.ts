/** Backups of the edits, and the progress of a backup of the whole library. */
/** A backup of the edits, which the service makes once a day. */
export interface EditBackup {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number;
}

export interface BackupProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** What is being copied, or was copied last. */
  readonly part: 'database' | 'pictures' | 'vectors' | null;
  /** Pages of the database, pictures, or vectors. */
  readonly done: number;
  readonly total: number;
  /** Absolute path of the file. */
  readonly path: string | null;
  /** What the file holds; null until it is complete. */
  readonly written: WrittenBackup | null;
  /** The error, in state `failed`. */
  readonly message: string | null;
  /** Its code: `EXISTS` where a file is in the way. */
  readonly code: string | null;
}

export interface WrittenBackup {
  readonly bytes: number;
  readonly tracks: number;
  readonly batches: number;
  readonly pictures: number;
  readonly vectors: number;
}
