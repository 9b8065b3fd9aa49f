/** The messages between the service and the child process that makes pictures small (Node's IPC, `advanced` serialisation). */

export interface ThumbnailRequest {
  /** A picture in any format that libvips reads. */
  readonly picture: Uint8Array;
  /** Edge in pixels of the square that the thumbnail fits into. */
  readonly size: number;
}

/** What a picture may have at most. */
export interface PictureLimits {
  readonly mostBytes: number;
  /** Of the longer edge. */
  readonly mostPixels: number;
}

/** Asks for a picture within limits. */
export interface FitRequest extends PictureLimits {
  readonly picture: Uint8Array;
}

/** WebP for a thumbnail, JPEG for a picture within limits; or why there is none. */
export type PictureReply = { readonly bytes: Uint8Array } | { readonly error: string };
