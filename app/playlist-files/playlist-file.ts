/** What a playlist file says, whatever its format. */

/** A track as a playlist file names it. */
export interface FileEntry {
  /** Where in the file, from 1. */
  readonly line: number;
  /** Path or address as written; null where the file names the track by its tags alone. */
  readonly location: string | null;
  /** Absent where empty. */
  readonly artist?: string | undefined;
  readonly title?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** Artist and title in one text, where the file does not say which is which. */
  readonly label?: string | undefined;
}

export interface PlaylistFile {
  /** Null where the file gives none. */
  readonly name: string | null;
  readonly entries: readonly FileEntry[];
}

/** A track that a playlist file is written with. */
export interface WrittenTrack {
  readonly path: string;
  readonly artist: string;
  readonly title: string;
  readonly album: string;
  /** Seconds. */
  readonly duration: number;
}

/** A playlist file that cannot be read, or one that cannot be written. */
export class PlaylistFileError extends Error {
  readonly code = 'BAD_PLAYLIST_FILE';
  constructor(message: string) {
    super(message);
    this.name = 'PlaylistFileError';
  }
}
