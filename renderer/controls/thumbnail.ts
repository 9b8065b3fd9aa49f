/** The addresses of small pictures: the service makes each picture in a few sizes. */

/** Edges in pixels that the service makes: `THUMBNAIL_SIZES` in `app/thumbnails/thumbnails.ts`. */
const SIZES = [96, 256, 512, 1024];

/**
 * @param art path of the whole picture
 * @param edge of the square that shows it, in CSS pixels
 * @param density device pixels to a CSS pixel
 * @returns the path of the smallest picture that fills the square; of the largest one for larger squares
 */
export function thumbnail(art: string, edge: number, density: number): string {
  const size = SIZES.find((one) => one >= edge * density) ?? SIZES.at(-1)!;
  return `${art}${art.includes('?') ? '&' : '?'}size=${size}`;
}
