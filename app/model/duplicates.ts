/** Recordings that the library has more than once, found by comparing fingerprints. */
import type { EditResult } from './history.ts';

/** Why another copy is better. */
export type CopyReason =
  | {
      readonly reason:
        | 'lossy'
        | 'made-from-lossy'
        | 'cut-off'
        | 'clipped'
        | 'mono'
        | 'one-sided'
        | 'upsampled'
        | 'coded-smaller'
        | 'limited'
        | 'rescaled'
        | 'no-cover'
        | 'fewer-tags'
        | 'later';
    }
  | { readonly reason: 'shorter'; readonly seconds: number }
  | { readonly reason: 'fewer-bits'; readonly bits: number | null; readonly best: number }
  /** Hz. */
  | { readonly reason: 'lower-rate'; readonly rate: number; readonly best: number };

/** One of several copies of a recording. */
export interface SoundCopy {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly kind: string;
  readonly bitrate: number;
  readonly bytes: number;
  /** Seconds. */
  readonly duration: number;
  /** Why another copy is better, in English words: `clipped`, `5 seconds shorter`. Null for the best one. */
  readonly why: string | null;
  readonly reason: CopyReason | null;
  /** Whether it has the very audio of the best copy, whatever its tags; false where either is not hashed. */
  readonly sameAudio: boolean;
  /** Whether it is the very same file as the best copy, byte for byte; null where that is not known yet. */
  readonly sameBytes: boolean | null;
  readonly path: string;
  /** Bytes of the path in base64, present where the path is not valid UTF-8. */
  readonly pathBase64?: string;
}

/** Two tracks that are one recording, or of which the first is a part of the second. */
export interface SoundPair {
  readonly tracks: readonly [number, number];
  readonly kind: 'copy' | 'part';
  /** 0 to 1: how alike the parts are that match. */
  readonly score: number;
  /** Seconds from the beginning of the second track at which the first begins. */
  readonly offset: number;
}

/** A page of pairs of tracks. */
export interface SoundMatches {
  readonly matches: readonly SoundPair[];
  /** Number of tracks compared for this page. */
  readonly compared: number;
  /** `after` of the request for the next page; null on the last page. */
  readonly after: number | null;
  /** Why some of these tracks are not compared yet: the index server is away. What is known of them is here. */
  readonly problem: string | null;
}

/** A recording that the library has more than once. */
export interface FoundRecording {
  /** Tracks, in ascending order; one for a recording that has only parts. */
  readonly ids: readonly number[];
  /** The lowest score of two copies that were compared; 1 for a recording that has only parts. */
  readonly score: number;
  /** Pairs of a part and one of these tracks. */
  readonly parts: readonly SoundPair[];
}

/**
 * What is done with the copies of a recording: `merge-tags` gives the best one what it lacks, `hide` and `trash` set the
 * others aside, `keep-all` says that they are no copies of each other.
 */
export const RESOLUTIONS = ['merge-tags', 'hide', 'trash', 'keep-all'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Copies of a recording: the track that is kept, and the others. */
export interface CopyGroup {
  readonly keep: number;
  /** The better before the worse. */
  readonly others: readonly number[];
}

/** What was done, or would be. */
export interface ResolvedCopies extends EditResult {
  /** Recordings. */
  readonly groups: number;
  /** Tracks to which pictures of other copies were given. */
  readonly pictures: number;
  /** Pictures that could not be read, with the reasons: those of the first few. */
  readonly problems: readonly string[];
}

/** What is known of recordings that the library has more than once, and how far the comparison at work has come. */
export interface DuplicateState {
  readonly state: 'running' | 'done' | 'failed';
  /** False where tracks were analysed, added or lost since. */
  readonly isCurrent: boolean;
  /** Tracks, of those that are analysed. */
  readonly compared: number;
  readonly analysed: number;
  /** Tracks that are still to be analysed, and so cannot be compared yet. */
  readonly pending: number;
  /** Recordings that are known by now. */
  readonly recordings: number;
  /** In state `failed`. */
  readonly message: string | null;
  /** Why tracks are left that are not compared: the index server is away. */
  readonly problem: string | null;
}

export interface RecordingPage {
  /** Recordings in all. */
  readonly total: number;
  readonly offset: number;
  readonly recordings: readonly FoundRecording[];
}
