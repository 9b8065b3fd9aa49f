/** Which of the dialogs that commands open is open, and for which tracks. The shell shows it. */
import { create } from 'zustand';
import type { CopiedPictures } from '../service/edit-pictures.ts';
import type { RecordingChange } from '../service/edit-recordings.ts';
import type { TrackChoice } from '../selection/track-choice.ts';

export type OpenDialog =
  | { readonly kind: 'keys' }
  /** Asks for the day as of which the library is shown. */
  | { readonly kind: 'as-of' }
  /** Says what a query means. */
  | { readonly kind: 'query'; readonly query: string }
  /** The files that are recognised: see `service/recognise-files.ts`. */
  | { readonly kind: 'recognise' }
  /** With the number of tracks that are chosen when it opens. */
  | { readonly kind: 'palette'; readonly chosen: number }
  /** With the action that it begins with; `null` for the first one. */
  | { readonly kind: 'actions'; readonly tracks: TrackChoice; readonly action: string | null }
  /** `all` for the whole library; `asOf` as in the address. */
  | { readonly kind: 'export'; readonly tracks: TrackChoice | 'all'; readonly asOf?: string }
  | { readonly kind: 'submit'; readonly tracks: TrackChoice }
  | { readonly kind: 'paste-pictures'; readonly tracks: TrackChoice; readonly from: CopiedPictures }
  /** Merges recordings, or takes tracks out of theirs. */
  | { readonly kind: 'recording'; readonly edit: RecordingChange }
  /** Compares the sounds of these tracks. */
  | { readonly kind: 'compare'; readonly ids: readonly number[] }
  | { readonly kind: 'copy'; readonly tracks: TrackChoice }
  | { readonly kind: 'add-to-playlist'; readonly tracks: TrackChoice };

export const useOpenDialog = create<{ readonly dialog: OpenDialog | null }>()(() => ({ dialog: null }));

export function openDialog(dialog: OpenDialog): void {
  useOpenDialog.setState({ dialog });
}

/** @param dialog the one that has closed: another may have been opened meanwhile */
export function closeDialog(dialog: OpenDialog): void {
  useOpenDialog.setState((now) => (now.dialog === dialog ? { dialog: null } : now));
}
