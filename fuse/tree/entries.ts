/** What the tree has to know of tracks and of the files beside their originals. */
import type { TemplateEntry } from '../template/entry.ts';

export interface TreeEntry extends TemplateEntry {
  /** Numbers of the views that it stands in, in the order in which the mount was given them; all where absent. */
  readonly views?: readonly number[];
  /** A number for the folder that its original lies in. */
  readonly folder?: number;
  /** Tracks with the same text here are copies of one another, whatever their format; absent for one without copies. */
  readonly copyOf?: string;
  /** Of several copies the one with the largest number is the best. */
  readonly quality?: number;
}

/** A file beside originals that belongs to them: a cue sheet, a log, a cover, a booklet, lyrics. */
export interface SidecarEntry {
  /** Stays the same for the life of the file and is never given to another; positive. */
  readonly id: number;
  /** The number of its folder, as in `TreeEntry`. */
  readonly folder: number;
  readonly name: string;
  /** The track whose original has the same name but for the extension, or `null`. */
  readonly track: number | null;
}
