/** The edit history: batches, single changes, and what an edit or an undo did. */

import type { Said } from './messages.ts';
import type { PlaylistKind } from './playlists.ts';

/** Who makes batches: a person in the app or on the command line, other programs through the mount, Descant by itself. */
export const BATCH_MAKERS = ['user', 'program', 'descant'] as const;
export type BatchMaker = (typeof BATCH_MAKERS)[number];

export interface EditBatch {
  readonly id: number;
  readonly author: string;
  readonly at: number;
  readonly note: string;
  /** The note, where Descant has written it. */
  readonly said?: Said;
  readonly tracks: number;
  readonly fields: readonly string[];
  /** The names of the playlists that it changed, as they are now; the first of them. */
  readonly playlists: readonly string[];
  /** What became of each field. */
  readonly changes: readonly BatchChange[];
  /** Batch that this one undoes, or `null` for a plain edit. */
  readonly undoes: number | null;
  /** Batch that undid this one, or `null`. */
  readonly undoneBy: number | null;
  /** Whether a compaction has dropped values of it: it cannot be undone any more. */
  readonly compacted?: boolean;
}

/** A field's change in a batch: of one track, or of many. */
export interface BatchChange {
  readonly field: string;
  readonly before: SharedValues;
  readonly after: SharedValues;
}

/** The values that a field had in all tracks; `null`: none. `several` where the tracks differ. */
export type SharedValues = readonly string[] | null | 'several';

/** A change of one field as people are shown it: long values are cut. */
export interface BatchEdit {
  readonly field: string;
  /** `null`: the field was absent. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
  /** Which values a compaction has dropped; absent where none are. */
  readonly compacted?: 'before' | 'after' | 'both';
}

/** One change that a batch has made of some tracks. */
export interface BatchGroup extends BatchEdit {
  /** Names the group among those of the batch. */
  readonly id: number;
  readonly tracks: number;
}

export interface BatchGroups {
  /** The changes that most tracks share come first. */
  readonly groups: readonly BatchGroup[];
  /** Other changes of the batch, that are not listed. */
  readonly more: number;
}

/** A track of a batch with what became of its fields. */
export interface BatchTrack {
  readonly id: number;
  /** Its title now, or the name of its file; null where the library does not have it any more. */
  readonly title: string | null;
  readonly artist: string;
  readonly changes: readonly BatchEdit[];
  /** Other fields of it that have changed. */
  readonly more: number;
}

export interface BatchTracks {
  readonly tracks: readonly BatchTrack[];
  /** `after` of the next page; null behind the last. */
  readonly next: number | null;
}

/** What a batch has changed of the playlists that it is about. */
export interface BatchPlaylists {
  readonly playlists: readonly BatchPlaylist[];
  /** Other playlists, that are not listed. */
  readonly more: number;
}

export interface BatchPlaylist {
  readonly id: number;
  /** As it is now, or was when it was deleted. */
  readonly name: string;
  readonly kind: PlaylistKind;
  /** Whether it is there now. */
  readonly isThere: boolean;
  readonly became: 'created' | 'deleted' | null;
  readonly texts: readonly PlaylistTextChange[];
  /** Numbers of items. */
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
  /** The first of these, in their order in the playlist. */
  readonly items: readonly PlaylistItemChange[];
}

export interface PlaylistTextChange {
  readonly field: 'name' | 'folder' | 'rule';
  /** A name, the name of a folder or a query; `null`: no folder, or no query. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface PlaylistItemChange {
  readonly what: 'added' | 'removed' | 'moved';
  readonly trackId: number;
  /** Its title now; null where the library does not have it any more. */
  readonly title: string | null;
  readonly artist: string;
}

export interface EditEntry {
  readonly batch: number;
  readonly trackId: number;
  readonly author: string;
  readonly at: number;
  readonly field: string;
  /** `null`: the field was absent. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
  readonly undoneBy: number | null;
  /** Which values a compaction has dropped; absent where none are. */
  readonly compacted?: 'before' | 'after' | 'both';
}

export interface EditResult {
  /** `null` when nothing changed. */
  readonly batch: number | null;
  readonly tracks: number;
  /** The first ones: of a large batch not all. */
  readonly changes: readonly EditEntry[];
}

export interface UndoResult {
  readonly batch: number | null;
  readonly undid: number | null;
  readonly restored: number;
  /** Fields with a later edit: the undo leaves them as they are. */
  readonly skipped: readonly { readonly trackId: number; readonly field: string }[];
  /** Number of fields and items of playlists with a later change, where there are any: they stay as they are. */
  readonly skippedInPlaylists?: number;
}

/** What a compaction would save of the history of a page of tracks. */
export interface HistorySavings {
  /** Edits before the date, and how many of them lose values. */
  readonly edits: number;
  readonly compacted: number;
  /** Bytes of these values. */
  readonly bytes: number;
  /** `after` of the next page; null behind the last. */
  readonly next: number | null;
}

export interface CompactedPage {
  /** Edits that have lost values. */
  readonly edits: number;
  /** `after` of the next page; null behind the last. */
  readonly next: number | null;
}
