/** A run that verifies the originals with their audio. */
import type { OriginalProblem } from './originals.ts';

export interface VerifyProgress {
  /** `paused`: the run can be resumed, also after a restart. */
  readonly state: 'idle' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  /** Number of the run; null in state `idle`. */
  readonly run: number | null;
  /** What it verifies; empty for the whole library. */
  readonly query: string;
  /** Files. */
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly totalBytes: number;
  /** Bytes per second since the run was started or resumed. */
  readonly rate: number;
  /** Seconds, or null while it is unknown. */
  readonly timeLeft: number | null;
  /** Files whose decoded audio matches their own checksum, and files without a checksum that decoded without a fault. */
  readonly agreed: number;
  readonly decoded: number;
  /** How many problems were found. */
  readonly problems: number;
  /** The error, in state `failed`. */
  readonly message: string | null;
}

export interface VerifyProblemPage {
  readonly problems: readonly OriginalProblem[];
  /** `after` of the request for what was found later. */
  readonly next: number;
}
