/** What the tree needs of tracks and of the files beside their originals. */
import type { TemplateEntry } from '../template/entry.ts';

/** A track. */
export interface TreeEntry extends TemplateEntry {
  /** The views that show it, by their index in the list of the mount; all where absent. */
  readonly views?: readonly number[];
  /** Number of the folder of its original. */
  readonly folder?: number;
  /** Tracks with the same text here are copies of one another, in any format; absent for one without copies. */
  readonly copyOf?: string;
  /** The copy with the largest number is the best. */
  readonly quality?: number;
}

/** A file beside originals that belongs to them: a cue sheet, a log, a cover, a booklet, lyrics (a sidecar). */
export interface SidecarEntry {
  /** Stays the same as long as the file exists, and no other file ever gets it; positive. */
  readonly id: number;
  /** The number of its folder, as in `TreeEntry`. */
  readonly folder: number;
  readonly name: string;
  /** The track whose original has the same name but for the extension, or `null`. */
  readonly track: number | null;
}

/** A playlist that a person keeps. */
export interface SavedPlaylistEntry {
  /** Stays the same as long as the playlist exists; positive. */
  readonly id: number;
  /** The names of the folders that it is in, from the outermost. */
  readonly folders: readonly string[];
  readonly name: string;
}
