/** The messages between the service and the child process that makes thumbnails (Node's IPC, `advanced` serialisation). */

export interface ThumbnailRequest {
  /** A picture in any format that libvips reads. */
  readonly picture: Uint8Array;
  /** Edge in pixels of the square that the thumbnail fits into. */
  readonly size: number;
}

/** WebP; or why there is none. */
export type ThumbnailReply = { readonly webp: Uint8Array } | { readonly error: string };
