/** Makes a small picture of a large one, with libvips. Runs in a child process: libvips is native code. */
import sharp from 'sharp';
import type { ThumbnailRequest } from './thumbnail-messages.ts';

/** Pixels of the largest picture that is decoded: 8 192 × 8 192. A small file can claim to be a huge picture. */
export const MOST_PIXELS = 8192 ** 2;
const QUALITY = 82;

// One picture at a time in one thread: a wall of covers must not slow playback down.
sharp.concurrency(1);
sharp.cache(false);

/**
 * The whole picture in a square of `size` pixels, turned as its EXIF data says, never enlarged, without metadata.
 * @returns WebP
 * @throws Error for what is no picture, or one of more than `MOST_PIXELS`
 */
export async function makeThumbnail({ picture, size }: ThumbnailRequest): Promise<Uint8Array> {
  return sharp(picture, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
    .rotate()
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer();
}
