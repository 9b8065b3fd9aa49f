/** Makes a picture small enough for limits, with libvips. Runs in a child process: libvips is native code. */
import sharp from 'sharp';
import { MOST_PIXELS } from './make-thumbnail.ts';
import type { FitRequest } from './thumbnail-messages.ts';

/** Qualities of JPEG that are tried, best first, before the picture becomes smaller. */
const QUALITIES = [92, 85, 75];
/** How much shorter the edges become at a time, while the picture has too many bytes. */
const SHORTER = 0.75;
/** Pixels of the longer edge below which a picture is given up. */
const LEAST_PIXELS = 16;

/**
 * The whole picture with a longer edge of at most `mostPixels` and in at most `mostBytes`, turned as its EXIF data
 * says, never enlarged. What is transparent becomes white.
 * @returns JPEG
 * @throws Error for what is no picture, one that is too large to be decoded, or limits that no picture can meet
 */
export async function fitPicture({ picture, mostBytes, mostPixels }: FitRequest): Promise<Uint8Array> {
  for (let edge = mostPixels; edge >= LEAST_PIXELS; edge = Math.floor(edge * SHORTER)) {
    const { data, info } = await sharp(picture, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const quality of QUALITIES) {
      const jpeg = await sharp(data, { raw: info }).jpeg({ quality, mozjpeg: false }).toBuffer();
      if (jpeg.length <= mostBytes) return jpeg;
    }
    edge = Math.min(edge, Math.max(info.width, info.height));
  }
  throw new Error(`no JPEG of this picture has ${mostBytes} bytes or fewer`);
}
