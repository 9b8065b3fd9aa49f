/**
 * Carries a picture of the original over into its virtual file, without a copy in the art store.
 */
import type { PictureRef } from './layout.ts';
import type { PlacedPicture } from './plan.ts';

/**
 * The picture of an original as one for its plan. `null` where it has to be stored as a file first (`readPictureBody`):
 * the length of its body cannot be told without reading it.
 */
export function placeOriginal(picture: PictureRef): PlacedPicture | null {
  const { type, mime, description, width = 0, height = 0, depth = 0, location, encoding, bodyLength } = picture;
  const isPlain = encoding === 'raw' && picture.parts === undefined;
  const length = isPlain ? location.length : bodyLength;
  if (length === undefined) return null;
  return {
    type,
    mime,
    description,
    width,
    height,
    depth,
    length,
    body: { kind: 'source', offset: location.offset, length: location.length },
    ...(isPlain ? {} : { encoded: picture }),
  };
}
