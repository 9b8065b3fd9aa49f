/** Playlists: ordered by hand, made by a query (smart), saved searches, and the folders that hold them. */
import type { TrackRow } from './tracks.ts';

export const PLAYLIST_KINDS = ['folder', 'manual', 'smart', 'search'] as const;
export type PlaylistKind = (typeof PLAYLIST_KINDS)[number];

/** What a limit counts; a megabyte has 1 000 000 bytes. */
export const LIMIT_UNITS = ['tracks', 'minutes', 'megabytes'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export interface PlaylistLimit {
  readonly count: number;
  readonly unit: LimitUnit;
}

/** Which tracks a smart playlist has, and in which order; of a saved search the query and the sorting. */
export interface PlaylistRule {
  readonly query: string;
  /** Where the query itself does not sort; empty for the usual order. */
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[];
  /** The first tracks of the order that fit; null for all. */
  readonly limit: PlaylistLimit | null;
  /** The order is random, the same for the same seed; null for the sorting. */
  readonly seed: number | null;
}

/** A playlist, or a folder of playlists. */
export interface PlaylistEntry {
  /** Never given to another playlist, also after a deletion. */
  readonly id: number;
  readonly kind: PlaylistKind;
  readonly name: string;
  /** The folder that it is in; null at the top. */
  readonly folder: number | null;
  /** Null for folders and for playlists ordered by hand. */
  readonly rule: PlaylistRule | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When it or its items last changed: milliseconds since 1970. */
  readonly changedAt: number;
}

export interface PlaylistTotals {
  readonly id: number;
  /** Items, with those of missing tracks. */
  readonly tracks: number;
  /** Items whose track is missing. */
  readonly missing: number;
  /** Seconds, without missing tracks. */
  readonly duration: number;
  readonly bytes: number;
}

/** A place in the order of a playlist. */
export interface PlaylistPlace {
  /** Of the item; null in a smart playlist, whose tracks are no items. Stays when the item moves. */
  readonly item: number | null;
  readonly trackId: number;
}

export interface PlaylistRow extends PlaylistPlace {
  /** Null for a track that the library does not know any more. */
  readonly track: TrackRow | null;
}

export interface PlaylistPage {
  /** Number of rows in the whole playlist. */
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly PlaylistRow[];
}

/** What a change of playlists did. */
export interface PlaylistResult {
  /** Null when nothing changed. */
  readonly batch: number | null;
  /** The playlists that were asked for, in that order: those created where some were. */
  readonly playlists: readonly number[];
  /** Number of items that were added, taken out or moved. */
  readonly items: number;
}
