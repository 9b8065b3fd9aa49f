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
  readonly path: string;
  /** Bytes of the path in base64, present where the path is not valid UTF-8. */
  readonly pathBase64?: string;
}

/** A page of pairs of tracks that are the same recording. */
export interface SoundMatches {
  readonly matches: readonly { readonly tracks: readonly [number, number]; readonly score: number }[];
  /** Number of tracks compared for this page. */
  readonly compared: number;
  /** `after` of the request for the next page; null on the last page. */
  readonly after: number | null;
}
