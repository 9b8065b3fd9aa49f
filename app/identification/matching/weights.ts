/**
 * How much each property counts when files are compared with a release, and from which score a proposal is in which
 * band. docs/identification.md shows these tables; a test compares them.
 */

/** Of a file and a track of the release. What neither side tells is left out. */
export const TRACK_WEIGHTS = {
  /** The MusicBrainz recording: by the sound, or by the tag. */
  recording: 8,
  title: 3,
  artist: 1.5,
  length: 3,
  number: 1,
  disc: 0.5,
} as const;

/** Of all files and the release. `tracks` is the mean distance of the files that have a track. */
export const RELEASE_WEIGHTS = {
  tracks: 10,
  /** The MusicBrainz release in the tags. */
  release: 4,
  album: 3,
  artist: 2,
  /** Share of the tracks of the release that have no file. */
  missing: 2,
  /** Share of the files that have no track. */
  extra: 4,
  year: 0.5,
  discs: 0.5,
} as const;

export type TrackProperty = keyof typeof TRACK_WEIGHTS;
export type ReleaseProperty = keyof typeof RELEASE_WEIGHTS;

/** Where the sound tells the recording, names in the tags count this much of their weight. */
export const NAMES_BESIDE_SOUND = 0.15;

/** Seconds: lengths within the first are the same, from the second on they have nothing in common. */
export const SAME_LENGTH = 3;
export const OTHER_LENGTH = 30;

/** A file and a track that are farther apart than this are no pair. */
export const FARTHEST_PAIR = 0.4;

/** Scores, from 0 to 1. */
export const BANDS = {
  /** At least, with a track for each file and a file for each track. */
  certain: 0.95,
  likely: 0.75,
  ambiguous: 0.5,
} as const;

/** Another release group whose score is less than this below the best one makes a proposal ambiguous. */
export const RIVAL = 0.03;
/** Another release of the same group that is as near leaves the proposal likely: which edition it is, is a guess. */
export const RIVAL_EDITION = 0.002;
