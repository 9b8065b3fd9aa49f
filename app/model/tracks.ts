/** Tracks as lists, the inspector and comparisons by sound show them: effective values, ready for display. */
import type { SoundFinding, SoundReport } from './sound-quality.ts';

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
  /** Tags with an edit in force; what a person gives to the track (its rating …) is not among them. */
  readonly editedFields: readonly string[];
  /** 0 to 5 in halves; null without a rating. */
  readonly rating: number | null;
  readonly favourite: boolean;
  readonly plays: number;
  readonly skips: number;
  /** Milliseconds since 1970; null for a track that was never played, or nobody knows when. */
  readonly lastPlayed: number | null;
  /** URL path of the front cover on the service; it changes with the picture. Null without a picture. */
  readonly art: string | null;
  /** Why the file could not be read, or `null`. */
  readonly error: string | null;
  readonly missing: boolean;
  /** Whether the person has hidden the track or moved it to the trash. */
  readonly aside: 'hidden' | 'trash' | null;
}

/** What the library knows of a track beside its tags and its row, by the names of the read-only fields. */
export interface TrackFacts {
  /** Absolute path for display. */
  readonly path: string;
  /** Bytes of the original. */
  readonly size: number;
  /** Hertz. */
  readonly samplerate: number;
  /** Bits per sample; null for lossy audio. */
  readonly bitdepth: number | null;
  readonly channels: number;
  /** What the analysis found about the sound, most important first: `lossy`, `clipped` … */
  readonly sound: readonly SoundFinding[];
  /** Hz above which the sound has nothing; null where it fades out or is not known. */
  readonly cutoff: number | null;
  /** Numbers of the album and of the recording; null where there is none, or none is known yet. */
  readonly albumid: number | null;
  readonly recordingid: number | null;
  /** Milliseconds since 1970; `edited` is null for a track that never was. */
  readonly added: number;
  readonly changed: number;
  readonly edited: number | null;
}

export interface TrackPage {
  /** Number of tracks that match, on all pages. `duration` (seconds) and `bytes` are their sums. */
  readonly total: number;
  readonly duration: number;
  readonly bytes: number;
  readonly offset: number;
  readonly rows: readonly TrackRow[];
}

/** One field of a track: the value in force and the value in the file. */
export interface FieldValue {
  readonly field: string;
  readonly values: readonly string[];
  /** Value in the file; `null` when the file has no such field. */
  readonly original: readonly string[] | null;
  /** The edit that the value in force comes from; `null` when it comes from the file. */
  readonly edit: { readonly author: string; readonly at: number; readonly batch: number } | null;
}

export interface TrackDetail extends TrackRow {
  readonly fields: readonly FieldValue[];
  /** Absolute path for display. */
  readonly path: string;
  /** Bytes of the original. */
  readonly size: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number | null;
  readonly addedAt: number;
  readonly changedAt: number;
  readonly pictures: readonly PictureInfo[];
  readonly sound: SoundInfo | null;
  /** What the sound says about its quality; null before the analysis, and where that could not tell. */
  readonly quality: SoundReport | null;
  /** `too-short`: done, but too little of a sound to be compared. Or why the analysis failed. */
  readonly analysis: 'pending' | 'done' | 'too-short' | { readonly error: string };
  /** The first twenty other present files with the same audio key. */
  readonly copies: readonly TrackCopy[];
}

export interface TrackCopy {
  /** Id of its track. */
  readonly id: number;
  /** Absolute path for display. */
  readonly path: string;
  /** Whether its audio is the same to the last bit; null where the analysis has not hashed both. */
  readonly identical: boolean | null;
}

export interface PictureInfo {
  /** URL path on the service. */
  readonly url: string;
  /**
   * Equal for pictures with the same bytes, in whatever track. Pictures inside originals are told apart by their kind
   * and their length alone: the scan does not read them.
   */
  readonly content: string;
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
  /** Cosine similarity, above 0 and up to 1. */
  readonly score: number;
}
