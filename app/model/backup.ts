/** Progress of a backup of the whole library. */

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
}

export interface WrittenBackup {
  readonly bytes: number;
  readonly tracks: number;
  readonly batches: number;
  readonly pictures: number;
  readonly vectors: number;
}
