/**
 * How checks of tags and albums find what is wrong. A survey (`survey.ts`) shows them every track and every album once;
 * they work on what they are given alone, and do not read the database.
 */
import type { Spelling } from '../model/health.ts';
import type { CheckedTrack } from './checked-track.ts';

/** Looks at tracks one by one. */
export interface TrackFinder {
  readonly kind: 'tracks';
  /** @returns what is wrong with the track; null when nothing is */
  readonly find: (track: CheckedTrack) => string | null;
}

/** An album with its tracks, of which there is at least one, in order of disc and number. */
export interface CheckedAlbum {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly isVarious: boolean;
  readonly tracks: readonly CheckedTrack[];
}

/** Looks at albums one by one. */
export interface AlbumFinder {
  readonly kind: 'albums';
  /** @returns what is wrong with the album; null when nothing is */
  readonly find: (album: CheckedAlbum) => string | null;
}

/** Compares tracks or albums of the whole library with each other. */
export interface LibraryFinder {
  readonly kind: 'library';
  readonly start: () => Collector;
}

/** Collects what it needs to know of tracks and albums, and no more: it is kept for the whole library. */
export interface Collector {
  readonly track?: (track: CheckedTrack) => void;
  readonly album?: (album: CheckedAlbum) => void;
  readonly end: () => CollectedFinding[];
}

export interface CollectedFinding {
  /** What the finding is about: a name, albums, files. */
  readonly about: string;
  readonly message: string;
  /** The tracks that it concerns, at least one. */
  readonly tracks: readonly number[];
  /** For names: each spelling with its number of tracks, the most frequent first. */
  readonly spellings?: readonly Spelling[];
}
