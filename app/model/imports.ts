/** Imports of what other programs know: what is asked for, how it goes on, and what became of every record. */

/** The programs whose libraries can be imported. */
export const SOURCE_KINDS = [
  'beets',
  'itunes',
  'rhythmbox',
  'strawberry',
  'clementine',
  'quodlibet',
  'foobar2000',
  'musicbee',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/**
 * How a record is found. `path`: a file lies at its place. `moved`: at its place in a folder that has moved.
 * `musicbrainz`: it is the recording with that id. `acoustid`: it has that AcoustID. `tags`: artist, title, album and
 * length are the same. `sound`: its file or its fingerprint is the same recording.
 */
export const FOUND_BY = ['path', 'moved', 'musicbrainz', 'acoustid', 'tags', 'sound'] as const;
export type FoundBy = (typeof FOUND_BY)[number];

/** `ambiguous`: several tracks fit equally. `unknown`: none fits. */
export type NotFoundReason = 'ambiguous' | 'unknown';

/** What a record may say of its track. */
export const IMPORTED_VALUES = [
  'ratings',
  'favourites',
  'notes',
  'plays',
  'skips',
  'lastPlayed',
  'added',
  'fields',
] as const;
export type ImportedValue = (typeof IMPORTED_VALUES)[number];

export interface ImportRequest {
  /** A file of another program, or the folder that it is in. */
  readonly source: string;
  /** Null to tell it by the content. */
  readonly from: SourceKind | null;
  /** Folders that lie elsewhere now, as `OLD=NEW`. */
  readonly maps: readonly string[];
  /** Says what would be imported and changes nothing. */
  readonly dryRun: boolean;
  /** Replaces ratings, notes and playlists that the library has already. */
  readonly overwrite: boolean;
}

export interface ImportProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Whether the run rests at the border of two steps until somebody resumes it; it is `running` then. */
  readonly isPaused: boolean;
  /** `read`: the file of the other program. `match`: its records with the tracks. `sound`: the others. `store`: the changes. */
  readonly step: 'read' | 'match' | 'sound' | 'store' | null;
  readonly done: number;
  /** Null while it is unknown. */
  readonly total: number | null;
  /** In state `failed`: the error, with its code. */
  readonly message: string | null;
  readonly code: string | null;
}

/** Numbers of tracks, and of plays and skips themselves. */
export interface ImportedCount {
  /** In the source. */
  readonly inSource: number;
  /** Of records that were found. */
  readonly found: number;
  /** That changed something, or would. */
  readonly changed: number;
  /** Where the library's own value differs, and stays. */
  readonly kept: number;
}

/** A folder that lies elsewhere now, with the number of files that were found there. */
export interface FolderMove {
  readonly from: string;
  readonly to: string;
  readonly files: number;
}

/** What became of a playlist. `kept`: the library has one of this name with other tracks. */
export interface ImportedPlaylistResult {
  readonly name: string;
  /** From the outermost. */
  readonly folders: readonly string[];
  readonly outcome: 'created' | 'replaced' | 'unchanged' | 'kept' | 'lost';
  /** Items that were found; null for a playlist of rules. */
  readonly tracks: number | null;
  /** Items that were not. */
  readonly notFound: number;
  /** What of it is lost; null where nothing is. */
  readonly loss: string | null;
}

export interface ImportReport {
  readonly kind: SourceKind;
  /** The file that was read. */
  readonly path: string;
  readonly dryRun: boolean;
  /** Records of files; streams and the like are no records. */
  readonly records: number;
  readonly found: Readonly<Record<FoundBy, number>>;
  readonly notFound: Readonly<Record<NotFoundReason, number>>;
  readonly moves: readonly FolderMove[];
  readonly values: Readonly<Record<ImportedValue, ImportedCount>>;
  readonly playlists: readonly ImportedPlaylistResult[];
  /** Tracks that were changed, or would be. */
  readonly tracks: number;
  /** The batch of the history; null where nothing changed. */
  readonly batch: number | null;
}

/** Which records of an import are asked for. */
export interface OutcomeRequest {
  /** `next` of the page before; 0 for the first. */
  readonly after: number;
  readonly limit: number;
  /** Only those that were not found. */
  readonly missing: boolean;
  /** Only those that were found in this way. */
  readonly by?: FoundBy | null | undefined;
  /** Only those that have this text in their path, title or artist, whatever its case and accents. */
  readonly text?: string | undefined;
}

/** What became of one record. */
export interface ImportOutcome {
  /** Null for a record without a file. */
  readonly path: string | null;
  readonly title: string;
  readonly artist: string;
  /** Null where it was not found. */
  readonly by: FoundBy | null;
  /** Null where it was found. */
  readonly reason: NotFoundReason | null;
  /** The track; where several fit, the first of them. */
  readonly tracks: readonly number[];
}

export interface ImportOutcomePage {
  readonly outcomes: readonly ImportOutcome[];
  /** `after` of the next page; null behind the last. */
  readonly next: number | null;
}
