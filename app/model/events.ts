/** Events that the service sends to its subscribers. */
import type { DuplicateState } from './duplicates.ts';
import type { IdentificationProgress } from './identification.ts';
import type { JobProgress, TaskProgress } from './jobs.ts';
import type { PlayerCommand } from './player.ts';
import type { VerifyProgress } from './verify.ts';
import type { MountState, RefusedSaveEntry } from './mount.ts';

export type LibraryEvent =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  /** Jobs that a person begins have come further, or ended: the whole list. */
  | { readonly type: 'tasks'; readonly tasks: readonly TaskProgress[] }
  /** Tracks were added, edited or removed. `ids` is null when there are too many to list. */
  | { readonly type: 'tracks'; readonly ids: readonly number[] | null }
  /** Playlists were created, changed or deleted. */
  | { readonly type: 'playlists'; readonly ids: readonly number[] }
  /** Many tracks are being changed by one edit; `done` equals `total` when that has ended. */
  | { readonly type: 'edit-progress'; readonly done: number; readonly total: number }
  /** A setting was changed, or a field was declared. */
  | { readonly type: 'settings' }
  /** The system's media controls ask something of the player of a page. */
  | { readonly type: 'player'; readonly page: string; readonly command: PlayerCommand }
  /** A survey has found other numbers than the one before: see `health.report`. */
  | { readonly type: 'health' }
  /** A survey of the library's health has come further; `isComplete` at its end, whatever it has found. */
  | { readonly type: 'health-survey'; readonly done: number; readonly total: number; readonly isComplete: boolean }
  /** A comparison that looks for duplicates has come further, or ended. */
  | { readonly type: 'duplicates'; readonly progress: DuplicateState }
  /** A run that verifies originals has come further, or ended. */
  | { readonly type: 'verify'; readonly progress: VerifyProgress }
  /** An identification has come further, or ended; or somebody has decided about proposals. */
  | { readonly type: 'identification'; readonly progress: IdentificationProgress }
  /** Submissions to AcoustID were queued, sent, answered or forgotten, or cannot be sent now. */
  | { readonly type: 'submissions' }
  | { readonly type: 'mount'; readonly mount: MountState }
  | { readonly type: 'refused-save'; readonly save: RefusedSaveEntry };
