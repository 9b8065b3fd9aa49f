/** Tracks as they are exported for other programs: see docs/export.md. Times are ISO 8601 in UTC. */

export const EXPORT_FORMATS = ['json', 'jsonl', 'csv'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

/** An export as a stream: which tracks, and in which form. */
export interface ExportWish {
  /** `all`: every track, also those whose file is missing. */
  readonly where: { readonly ids: readonly number[] } | { readonly query: string } | 'all';
  readonly format: ExportFormatName;
  /** With every edit of each track. */
  readonly history: boolean;
  /** Milliseconds since 1970 of the moment that it shows; now without it. */
  readonly asOf?: number | undefined;
}

/** An export that waits to be fetched from `/export/TICKET`. */
export interface BegunExport {
  readonly ticket: string;
  readonly total: number;
}

export interface ExportProgress {
  /** `waiting`: nobody has fetched it yet. */
  readonly state: 'idle' | 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Whether it rests between two pages until somebody resumes it; it is `running` then. */
  readonly isPaused: boolean;
  /** Tracks that were written. */
  readonly done: number;
  readonly total: number;
  /** Of one that failed: why, with the code. */
  readonly message: string | null;
  readonly code: string | null;
}

export interface ExportedTrack {
  readonly id: number;
  readonly path: string;
  readonly pathBase64?: string;
  readonly missingSince: string | null;
  readonly addedAt: string;
  readonly changedAt: string;
  readonly editedAt: string | null;
  readonly scannedAt: string;
  /** Tags in force. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** Tags of the file. */
  readonly fileTags: Readonly<Record<string, readonly string[]>>;
  /** Edits in force over the file's tags; `null` removes a field. */
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
  /** `null` for a file that has not been analysed yet. */
  readonly sound: {
    readonly analysedAt: string;
    readonly error: string | null;
    readonly bpm: number | null;
    readonly key: string | null;
    readonly spectralCentroid: number | null;
    readonly spectralBandwidth: number | null;
    readonly rmsEnergy: number | null;
  } | null;
  /** Oldest first; present only in an export with history. */
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
  /** Present where a compaction of the history has dropped a value: null then stands for a value that is not known. */
  readonly compacted?: boolean;
}

export interface ExportPage {
  readonly tracks: readonly ExportedTrack[];
  /** `after` of the request for the next page; `null` on the last page. */
  readonly next: number | null;
}
