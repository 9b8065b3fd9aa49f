/** What the API hands to its clients (app, CLI): plain JSON, no paths but for display. */

/** One row of a track table: effective values, ready to show. */
export interface TrackRow {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly albumArtist: string;
  readonly genre: string;
  /** Four digits, or `null`. */
  readonly year: number | null;
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  /** Seconds. */
  readonly duration: number;
  /** Upper-case label of the kind of file: FLAC, MP3, OPUS, ALAC … */
  readonly kind: string;
  readonly lossless: boolean;
  /** Bits per second. */
  readonly bitrate: number;
  /** File name for display; bytes that are not UTF-8 are shown as U+FFFD. */
  readonly fileName: string;
  /** Fields that a person or program has edited: they are shown in rubric. */
  readonly editedFields: readonly string[];
  /** Path of the front cover on the service, another one after every change; null without a picture. */
  readonly art: string | null;
  /** Why the file could not be read, or `null`. */
  readonly error: string | null;
  readonly missing: boolean;
}

/** One of several copies of a recording. */
export interface SoundCopy {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly kind: string;
  readonly bitrate: number;
  readonly bytes: number;
  /** Seconds. */
  readonly duration: number;
  readonly path: string;
  /** The bytes of the path where it is not UTF-8. */
  readonly pathBase64?: string;
}

/** A page of pairs of tracks that are the same recording. */
export interface SoundMatches {
  readonly matches: readonly { readonly tracks: readonly [number, number]; readonly score: number }[];
  /** How many tracks were looked at. */
  readonly compared: number;
  /** Where the next page begins; null behind the last. */
  readonly after: number | null;
}

export interface TrackPage {
  /** Of all tracks that match, not only of this page. */
  readonly total: number;
  readonly duration: number;
  readonly bytes: number;
  readonly offset: number;
  readonly rows: readonly TrackRow[];
}

/** One field in the inspector: what is in force, and what the file itself says. */
export interface FieldValue {
  readonly field: string;
  readonly values: readonly string[];
  /** What the file says; `null` when the file has no such field. */
  readonly original: readonly string[] | null;
  /** Present where the value in force comes from an edit. */
  readonly edit: { readonly author: string; readonly at: number; readonly batch: number } | null;
}

export interface TrackDetail extends TrackRow {
  readonly fields: readonly FieldValue[];
  /** Absolute path for display. */
  readonly path: string;
  /** Path inside the mount, or `null` when the track is not shown there. */
  readonly size: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number | null;
  readonly addedAt: number;
  readonly changedAt: number;
  readonly pictures: readonly PictureInfo[];
  readonly sound: SoundInfo | null;
  /** `pending`, `done`, or why the sound could not be analysed. */
  readonly analysis: 'pending' | 'done' | { readonly error: string };
}

export interface PictureInfo {
  /** URL path on the service. */
  readonly url: string;
  readonly type: number;
  readonly mime: string;
  readonly description: string;
}

export interface SoundInfo {
  readonly bpm: number | null;
  readonly key: string | null;
  readonly spectralCentroid: number;
  readonly spectralBandwidth: number;
  readonly rmsEnergy: number;
}

export interface SimilarTrack {
  readonly track: TrackRow;
  /** Cosine similarity, −1..1. */
  readonly score: number;
}

export interface LibrarySummary {
  /** Absolute path of the library folder. */
  readonly library: string;
  readonly folders: readonly { readonly id: number; readonly path: string }[];
  readonly tracks: number;
  readonly albums: number;
  readonly artists: number;
  readonly duration: number;
  readonly bytes: number;
  readonly errors: number;
  readonly missing: number;
  readonly editedTracks: number;
  readonly analysed: number;
  readonly analysisFailed: number;
}

/** Progress of a long piece of work. `done` of `total` things; `total` is `null` while it is unknown. */
export interface JobProgress {
  readonly job: 'scan' | 'analysis';
  readonly state: 'idle' | 'running' | 'paused' | 'cancelled' | 'failed';
  readonly done: number;
  readonly total: number | null;
  readonly failed: number;
  /** Things per second, over the last few seconds. */
  readonly rate: number;
  /** Seconds, or `null` while it cannot be said. */
  readonly timeLeft: number | null;
  /** What went wrong, with `failed`. */
  readonly message: string | null;
}

export interface MountState {
  readonly state: 'unmounted' | 'mounting' | 'mounted' | 'failed';
  readonly directory: string | null;
  readonly template: string | null;
  /** Name of the backend that serves it. */
  readonly backend: string | null;
  /** Why mounting failed, or what this backend cannot do. */
  readonly message: string | null;
}

/** A view of the mount as it is kept in the settings. */
export interface MountView {
  /** Folders from the top of the mount with `/` between them; empty for the mount itself. */
  readonly name: string;
  /** Absent: the template of the mount. */
  readonly template?: string | undefined;
  /** Which tracks it shows; empty for all. */
  readonly query: string;
  /** Whether a playlist of its tracks stands beside it. */
  readonly playlist: boolean;
  /** Whether of several copies of a track only the best is shown. */
  readonly bestCopies: boolean;
}

/** What names in the mount have to be legal for. */
export type NameTarget = 'posix' | 'windows' | 'portable';

/** What a template and a query would give. */
export interface MountPreview {
  /** Of a few tracks, in order of their paths. */
  readonly paths: readonly { readonly id: number; readonly path: string }[];
  /** How many tracks the query finds; `counted` stands for that many or more. */
  readonly total: number;
  readonly counted: number;
}

export interface EditBatch {
  readonly id: number;
  readonly author: string;
  readonly at: number;
  readonly note: string;
  readonly tracks: number;
  readonly fields: readonly string[];
  /** Batch that this one takes back, or `null` for a plain edit. */
  readonly undoes: number | null;
  /** Batch that undid this one, or `null`. */
  readonly undoneBy: number | null;
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
}

export interface EditResult {
  /** `null` when nothing had to change. */
  readonly batch: number | null;
  readonly tracks: number;
  readonly changes: readonly EditEntry[];
}

export interface UndoResult {
  readonly batch: number | null;
  readonly undid: number | null;
  readonly restored: number;
  /** Fields that somebody has changed since: they are left as they are. */
  readonly skipped: readonly { readonly trackId: number; readonly field: string }[];
}

/** A save or a rename in the mount that was not accepted; nothing in the library was changed by it. */
export interface RefusedSaveEntry {
  readonly id: number;
  readonly at: number;
  readonly trackId: number | null;
  /** Path inside the mount. */
  readonly path: string;
  /** Name of the program. */
  readonly author: string;
  readonly reason: string;
  /** Where the bytes that it wrote are kept; `null` where it wrote nothing but wanted another name. */
  readonly kept: string | null;
}

export interface FacetValue {
  readonly value: string;
  readonly tracks: number;
}

export interface ScanError {
  readonly path: string;
  readonly message: string;
  readonly at: number;
  /** When it showed: while its tags were read, while it was listened to, or when a player opened it in the mount. */
  readonly stage: 'scan' | 'analysis' | 'mount';
}

/** What `descant health` looks for. */
export type HealthCheckName = 'unreadable' | 'missing' | 'changed' | 'refused' | 'unanalysed' | 'untagged';

export interface HealthReport {
  /** Nothing needs attention. */
  readonly healthy: boolean;
  readonly checks: readonly { readonly check: HealthCheckName; readonly count: number; readonly advice: string }[];
}

/** Something that needs attention. */
export interface HealthItem {
  readonly trackId: number | null;
  /** Of the original; of a refused save: inside the mount. */
  readonly path: string;
  /** The bytes of the path, where they are not UTF-8. */
  readonly pathBase64?: string;
  readonly message: string;
  /** Since when it is known; `null` where nobody can say. */
  readonly since: number | null;
}

export interface HealthPage {
  readonly items: readonly HealthItem[];
  /** What to ask the next page with; `null` at the end. */
  readonly next: number | null;
}

/** An original that is not what it was. */
export interface OriginalProblem {
  readonly trackId: number;
  readonly path: string;
  readonly pathBase64?: string;
  /** `changed`: since the last scan; `damaged`: its sound is not whole. */
  readonly problem: 'changed' | 'missing' | 'unreadable' | 'damaged';
  readonly message: string;
}

export interface OriginalsPage {
  /** Files that were looked at. */
  readonly checked: number;
  /** What to ask the next page with; `null` at the end. */
  readonly next: number | null;
  readonly problems: readonly OriginalProblem[];
  /** Files whose sound is the one that their checksum was made of. */
  readonly agreed: number;
  /** Files that carry no checksum and were decoded without a fault. */
  readonly decoded: number;
}

/** What `descant rebuild` makes again. */
export type RebuildPart = 'search' | 'index' | 'vectors';

export interface RebuildProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** What is at work, or was last. */
  readonly part: RebuildPart | null;
  readonly done: number;
  readonly total: number;
  /** Tracks that can be searched; `null` where the search was not made again, or not to its end. */
  readonly tracks: number | null;
  /** Fingerprints that were put into the index; `null` where it was not made again. */
  readonly fingerprints: number | null;
  /** Files that have to be listened to again for their vectors; `null` where those were not made again. */
  readonly listenAgain: number | null;
  /** What went wrong, with `failed`. */
  readonly message: string | null;
}

/** A track as it is exported: see docs/export.md. Times are ISO 8601 in UTC. */
export interface ExportedTrack {
  readonly id: number;
  readonly path: string;
  readonly pathBase64?: string;
  readonly missingSince: string | null;
  readonly addedAt: string;
  readonly changedAt: string;
  readonly editedAt: string | null;
  readonly scannedAt: string;
  /** What is in force. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** What the file says. */
  readonly fileTags: Readonly<Record<string, readonly string[]>>;
  /** What edits put in place of it; `null` removes a field. */
  readonly overrides: Readonly<Record<string, readonly string[] | null>>;
  /** Tokens of the pictures in force: `file:N` inside the file, `TYPE:HASH` in the library's art store. */
  readonly pictures: readonly string[];
  readonly technical: {
    readonly kind: string;
    readonly codec: string;
    readonly container: string | null;
    readonly duration: number;
    readonly sampleRate: number;
    readonly channels: number;
    readonly bitsPerSample: number | null;
    readonly bitrate: number;
    readonly lossless: boolean;
    readonly size: number;
    readonly modifiedAt: string;
    readonly error: string | null;
  };
  /** `null` for a file that nobody has listened to yet. */
  readonly sound: {
    readonly analysedAt: string;
    readonly error: string | null;
    readonly bpm: number | null;
    readonly key: string | null;
    readonly spectralCentroid: number | null;
    readonly spectralBandwidth: number | null;
    readonly rmsEnergy: number | null;
  } | null;
  /** Oldest first; only where it was asked for. */
  readonly history?: readonly ExportedEdit[];
}

export interface ExportedEdit {
  readonly batch: number;
  readonly author: string;
  readonly authorKind: string;
  readonly at: string;
  readonly note: string;
  readonly field: string;
  /** `null`: the field was absent. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}

export interface ExportPage {
  readonly tracks: readonly ExportedTrack[];
  /** What to ask the next page with; `null` at the end. */
  readonly next: number | null;
}

/** What the service tells everybody who listens. */
export type LibraryEvent =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  /** Tracks were added, edited or removed. `ids` is null when they are too many to name. */
  | { readonly type: 'tracks'; readonly ids: readonly number[] | null }
  | { readonly type: 'mount'; readonly mount: MountState }
  | { readonly type: 'refused-save'; readonly save: RefusedSaveEntry };
