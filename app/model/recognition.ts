/** Which recordings a sound is, and how two sounds compare. */
import type { TrackRow } from './tracks.ts';

/** Bytes that a file may have that is sent to be recognised: an hour and a half of uncompressed stereo. */
export const MOST_UPLOADED_BYTES = 1_000_000_000;

/** A stretch of one sound that is a stretch of another. All times in seconds. */
export interface SoundStretch {
  /** From the beginning of the first sound. */
  readonly start: number;
  /** From the beginning of the second sound. */
  readonly otherStart: number;
  /** Of the sound, in the first: from the beginning of its first item to the end of what its last one looks at. */
  readonly length: number;
  /** Share of the fingerprints' bits that differ, 0 to 1: below .15 for copies, about .5 for unrelated sounds. */
  readonly errorRate: number;
  /** How many times as fast as the second sound the first one plays; 1 where no difference shows. */
  readonly speed: number;
}

/**
 * `same`: one recording, in both as a whole. `clip`: one of them is a part of the other. `related`: they share a
 * part, or the beginnings are alike as those of two versions of a piece.
 */
export type SoundRelation = 'same' | 'clip' | 'related';

export interface SoundMatch {
  readonly kind: SoundRelation;
  /** 0 to 1: how alike the parts are that match. */
  readonly score: number;
  /** Seconds from the beginning of the second sound at which the first begins; negative where it begins earlier. */
  readonly offset: number;
  /** Seconds that are the same at this offset. */
  readonly length: number;
  /** The longest first. Several for the same part of the first sound: it is repeated in the second. */
  readonly stretches: readonly SoundStretch[];
}

/** A track of the library that a sound was found in. */
export interface RecognisedTrack extends SoundMatch {
  readonly track: TrackRow;
  /** Gid of its recording; null before the track is compared with the others. */
  readonly recording: string | null;
  /** MusicBrainz id of the recording by the track's tags, or null. */
  readonly musicbrainz: string | null;
}

/** How much of the library can be recognised. */
export interface RecognitionCoverage {
  readonly tracks: number;
  /** Tracks of these that are still to be analysed. */
  readonly pending: number;
  /** Whether the fingerprint index is being filled, and may lack tracks that are analysed. */
  readonly isFilling: boolean;
}

export interface SoundComparison {
  /** Null for sounds that have nothing in common. */
  readonly match: SoundMatch | null;
  /** The score by which the AcoustID server compares the first two minutes, 0 to 1. */
  readonly acoustid: number;
}
