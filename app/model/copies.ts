/** Copies of tracks in a folder, for a device or another person: what is asked for, how it goes on, and what was done. */
import type { NameTarget } from './mount.ts';

/** Formats that lossless files can be converted to. */
export const COPY_FORMATS = ['mp3', 'aac', 'opus', 'vorbis', 'flac'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

export interface CopyRequest {
  /** Absolute path of the folder; made when it is not there. */
  readonly directory: string;
  /** Which tracks the folder should hold; empty for all. */
  readonly query: string;
  /** Only these of them; null for all. */
  readonly ids: readonly number[] | null;
  /** Milliseconds since 1970 of the moment whose library is copied; null for now. */
  readonly asOf: number | null;
  /** Null for the setting `mount.template`. */
  readonly template: string | null;
  /** Null for the rules of the folder's disk. */
  readonly names: NameTarget | null;
  /** Format of lossless files; null leaves all as they are. */
  readonly convert: CopyFormat | null;
  /** Whether files beside the originals are copied, too. */
  readonly sidecars: boolean;
  readonly bestCopies: boolean;
  /** Whether copies are deleted whose track is not among the wanted ones any more. */
  readonly delete: boolean;
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
}

export interface CopyProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Whether the run rests at the border of two steps until somebody resumes it; it is `running` then. */
  readonly isPaused: boolean;
  /** Absolute path of the folder. */
  readonly directory: string | null;
  readonly done: number;
  /** Files to copy; null while the library is read. */
  readonly total: number | null;
  /** The file that is being copied, below the folder. */
  readonly path: string | null;
  /** In state `failed`: the error, with its code. */
  readonly message: string | null;
  readonly code: string | null;
}

export interface CopyResult {
  readonly copied: readonly string[];
  readonly unchanged: number;
  readonly deleted: readonly string[];
  /** Copies of tracks that are not wanted any more; deleted only if asked for. */
  readonly stale: readonly string[];
  readonly failed: readonly CopyFailure[];
  /** Bytes of the files that were copied; of those to copy in a dry run. */
  readonly bytes: number;
  readonly cancelled: boolean;
}

export interface CopyFailure {
  readonly path: string;
  readonly message: string;
}
