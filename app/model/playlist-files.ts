/** Playlists from files and to files. */

export const PLAYLIST_FORMATS = ['m3u8', 'xspf', 'nsp'] as const;
export type PlaylistFormat = (typeof PLAYLIST_FORMATS)[number];

/** Which paths a playlist file is written with: of the originals, relative to the file, or of the mount. */
export const PLAYLIST_PATHS = ['originals', 'relative', 'mount'] as const;
export type PlaylistPaths = (typeof PLAYLIST_PATHS)[number];

/** An entry of a file for which no track was found. */
export interface UnmatchedEntry {
  readonly line: number;
  readonly text: string;
}

export interface ImportedPlaylist {
  /** Null in a dry run. */
  readonly id: number | null;
  readonly name: string;
  /** Whether it is a smart playlist. */
  readonly smart: boolean;
  /** Entries whose track was found. */
  readonly found: number;
  readonly unmatched: readonly UnmatchedEntry[];
}

export interface ImportResult {
  readonly batch: number | null;
  /** One for each file, in their order. */
  readonly playlists: readonly ImportedPlaylist[];
}

export interface WrittenPlaylist {
  readonly text: string;
  readonly tracks: number;
  /** Tracks without a path to write: missing ones, and files whose names are no text. */
  readonly leftOut: number;
}
