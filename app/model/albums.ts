/** Albums and artists, as the library makes them of the tags of tracks. */
import type { TrackRow } from './tracks.ts';

/** `unknown`: no number is missing, but the tags do not say how many tracks there are. */
export type AlbumState = 'complete' | 'incomplete' | 'unknown';

/** Which tracks of an album the library does not have, by their numbers. */
export interface AlbumCompleteness {
  readonly state: AlbumState;
  /** Number of tracks that are missing on the discs of which the library has tracks. */
  readonly missing: number;
  /** Discs of which the library has no track. */
  readonly missingDiscs: readonly number[];
  /** Missing numbers as ranges, both ends inclusive; disc null where the discs are numbered through. */
  readonly gaps: readonly {
    readonly disc: number | null;
    readonly numbers: readonly (readonly [from: number, to: number])[];
  }[];
}

export interface AlbumRow {
  readonly id: number;
  readonly title: string;
  /** As the tags write it; "Various Artists" for an album of several. */
  readonly artist: string;
  readonly various: boolean;
  readonly year: number | null;
  readonly genre: string;
  /** Label of the files' kind: FLAC, MP3 …; "mixed" for several. */
  readonly kind: string;
  /** What the tags call it: album, single, ep, compilation …; empty where they do not say. */
  readonly type: string;
  readonly tracks: number;
  readonly discs: number;
  /** Seconds. */
  readonly duration: number;
  readonly bytes: number;
  readonly state: AlbumState;
  /** Number of tracks known to be missing. */
  readonly missing: number;
  /** When its first track was added. */
  readonly addedAt: number;
  /** URL path of a front cover on the service; null without a picture. */
  readonly art: string | null;
  /** MusicBrainz release id, or null. */
  readonly release: string | null;
}

export interface AlbumPage {
  /** Number of albums with a matching track, on all pages. */
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly AlbumRow[];
}

export interface AlbumDisc {
  /** Null where the tags number no discs. */
  readonly disc: number | null;
  readonly subtitle: string;
  /** In the order of their numbers. */
  readonly tracks: readonly TrackRow[];
}

export interface AlbumDetail extends AlbumRow {
  readonly completeness: AlbumCompleteness;
  readonly discList: readonly AlbumDisc[];
}

/** What albums can be sorted by; `cover`: those without a cover come first. */
export const ALBUM_SORTS = [
  'artist',
  'title',
  'year',
  'added',
  'plays',
  'tracks',
  'length',
  'missing',
  'cover',
] as const;
export type AlbumSort = (typeof ALBUM_SORTS)[number];

/** What a list of albums can be narrowed to, beside its query. */
export const ALBUM_FILTERS = ['without-cover', 'incomplete'] as const;
export type AlbumFilter = (typeof ALBUM_FILTERS)[number];

/** One artist: all spellings that differ in case and accents alone. */
export interface ArtistRow {
  /** The spelling of most tracks. */
  readonly name: string;
  /** What the tags give for sorting; the name where they give nothing. */
  readonly sortName: string;
  /** Tracks that name the artist, as their own or as their album's. */
  readonly tracks: number;
  /** Albums of the artist. */
  readonly albums: number;
  /** Albums of others with tracks of the artist. */
  readonly appearsOn: number;
}

export interface ListedArtist extends ArtistRow {
  /** Paths of the covers of the artist's first albums by year; not of those made together with other artists. */
  readonly covers: readonly string[];
}

export interface ArtistPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly ListedArtist[];
}

export interface ArtistDetail extends ArtistRow {
  /** Other spellings in use. */
  readonly variants: readonly string[];
  /** By year. */
  readonly albumList: readonly AlbumRow[];
  readonly appearsOnList: readonly AlbumRow[];
}

/** What artists can be sorted by. */
export const ARTIST_SORTS = ['name', 'tracks', 'albums'] as const;
export type ArtistSort = (typeof ARTIST_SORTS)[number];
