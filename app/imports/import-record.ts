/** What the readers of other programs' files yield: tracks with what a person has added to them, and playlists. */

/** What another program knows of a file, as far as it tells which track of the library it is. */
export interface ImportedReference {
  /** Absolute path with `/` between its parts, also where it comes from Windows; null for a stream. */
  readonly path: Buffer | null;
  /** Further files of the same track, which share what is known of it. */
  readonly copies: readonly Buffer[];
  /** Empty where the source has none, as the next three. */
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** Seconds. */
  readonly length: number | null;
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  /** The MusicBrainz recording. */
  readonly recordingId: string | null;
  /** The AcoustID. */
  readonly acoustidId: string | null;
  /** The fingerprint of its first two minutes, as AcoustID writes it. */
  readonly fingerprint: string | null;
}

/** A track with what a person has added to it. Times are milliseconds since 1970. */
export interface ImportedRecord extends ImportedReference {
  /** 0.5 to 5 in halves; null where it is not rated. */
  readonly rating: number | null;
  readonly plays: number;
  readonly skips: number;
  readonly lastPlayed: number | null;
  readonly lastSkipped: number | null;
  readonly added: number | null;
  readonly favourite: boolean;
  /** Empty where there are none. */
  readonly notes: string;
  /** Fields that the source keeps in its database alone, and their values. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export interface ImportedPlaylist {
  readonly name: string;
  /** The names of the folders that it lies in, from the outermost. */
  readonly folders: readonly string[];
  /** In their order. Where the playlist has rules, what they have found. */
  readonly items: readonly ImportedReference[];
  /** Its rules as a query; null for a playlist made by hand, and for rules that cannot be expressed. */
  readonly query: string | null;
  /** How many tracks the rules find at most; null for any number. */
  readonly limit: number | null;
  /** What of the playlist is lost; null where nothing is. */
  readonly loss: string | null;
}

export type SourceItem =
  /** Tells this library of the program from others. */
  | { readonly type: 'library'; readonly id: string }
  | { readonly type: 'track'; readonly record: ImportedRecord }
  | { readonly type: 'playlist'; readonly playlist: ImportedPlaylist };

const NOTHING: ImportedRecord = {
  path: null,
  copies: [],
  title: '',
  artist: '',
  album: '',
  length: null,
  trackNumber: null,
  discNumber: null,
  recordingId: null,
  acoustidId: null,
  fingerprint: null,
  rating: null,
  plays: 0,
  skips: 0,
  lastPlayed: null,
  lastSkipped: null,
  added: null,
  favourite: false,
  notes: '',
  fields: {},
};

/** A record with these values. */
export function recordOf(values: Partial<ImportedRecord>): ImportedRecord {
  return { ...NOTHING, ...values };
}

/** A playlist made by hand, with these values. */
export function playlistOf(values: Partial<ImportedPlaylist> & { readonly name: string }): ImportedPlaylist {
  return { folders: [], items: [], query: null, limit: null, loss: null, ...values };
}
