/** What the service and the process of the mount say to each other over their IPC channel. */

import type { MountLayout } from '../../app/library/views.ts';
import type { RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { SavedMessage } from './edit-channel.ts';

export type ToMount =
  | { readonly type: 'mount'; readonly library: string; readonly directory: string; readonly layout: MountLayout }
  /** Shows other views from now on, without unmounting. */
  | { readonly type: 'show'; readonly layout: MountLayout }
  /** Tracks that changed; none named means that any may have. */
  | { readonly type: 'changed'; readonly ids: readonly number[] }
  /** The library's answer to a save: the track's generation with it, or why it was not taken. */
  | SavedMessage
  /** `unlessBusy`: only if no program uses it; the answer is otherwise `busy`. */
  | { readonly type: 'unmount'; readonly unlessBusy?: boolean };

export type FromMount =
  | {
      readonly type: 'mounted';
      readonly directory: string;
      readonly backend: string;
      readonly limitations: readonly string[];
    }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'unmounted' }
  /** It goes on: programs use it, which the message names. */
  | { readonly type: 'busy'; readonly message: string }
  /** A program has saved a track; the answer carries the same number. */
  | { readonly type: 'save'; readonly call: number; readonly changes: SavedChanges }
  /** Changes of several tracks that are one: the answer carries the same number. */
  | {
      readonly type: 'save-together';
      readonly call: number;
      readonly changes: readonly SavedChanges[];
      readonly note: string;
    }
  | { readonly type: 'refused'; readonly save: RefusedSave }
  | { readonly type: 'log'; readonly level: 'info' | 'warning'; readonly message: string; readonly trackId?: number };
