/** Recordings that the library has more than once, found by comparing fingerprints. */

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
  /** Why another copy is better, in words: `clipped`, `5 seconds shorter`. Null for the best one. */
  readonly why: string | null;
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
}
