/** Several tracks compared field by field. */
import type { PictureInfo } from './tracks.ts';

export interface ComparedField {
  readonly field: string;
  /** What all tracks have; `null` when they differ. */
  readonly values: readonly string[] | null;
  /** Distinct values where the tracks differ, most frequent first. */
  readonly differing: readonly (readonly string[])[];
  /** In how many of the tracks the value in force comes from an edit. */
  readonly edited: number;
}

export interface ComparedTracks {
  /** Number of tracks that were compared. */
  readonly tracks: number;
  /** Seconds, of all together. */
  readonly duration: number;
  /** The album of all tracks; `null` when they differ in it. */
  readonly album: string | null;
  /** Every field that one of the tracks has, in no order. */
  readonly fields: readonly ComparedField[];
  /** The picture of all tracks, `null` where none has one, or `several` where they differ. */
  readonly picture: PictureInfo | null | 'several';
  /** Number of tracks whose pictures have been edited. */
  readonly editedPictures: number;
}
