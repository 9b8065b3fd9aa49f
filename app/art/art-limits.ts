/** What pictures that are added may have at most. */
import type { PictureLimits } from '../thumbnails/thumbnail-messages.ts';

/** A picture that is larger than the settings allow, and is not to be scaled down or cannot be. */
export class ArtLimitError extends Error {
  readonly code = 'PICTURE_TOO_LARGE';
  readonly path: string | null;
  constructor(message: string, path: string | null) {
    super(message);
    this.name = 'ArtLimitError';
    this.path = path;
  }
}

/** What of a picture exceeds the limits, in words; null where nothing does. Pixels of 0 are unknown ones. */
export function excess(
  { length, width, height }: { readonly length: number; readonly width: number; readonly height: number },
  { mostBytes, mostPixels }: PictureLimits,
): string | null {
  if (length > mostBytes) return `has ${length} bytes; art.most-bytes allows ${mostBytes}`;
  const edges = `${width} × ${height} pixels`;
  return Math.max(width, height) > mostPixels ? `has ${edges}; art.most-pixels allows ${mostPixels}` : null;
}
