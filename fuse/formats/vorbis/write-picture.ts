/**
 * Writes the head of FLAC's picture structure (RFC 9639, section 8.8): everything in front of the image.
 */
import type { PlanBuilder } from '../plan-builder.ts';
import type { PlacedPicture } from '../plan.ts';
import { PICTURE_NUMBERS } from './picture-block.ts';

/** Bytes that `writePictureHead` writes. */
export function pictureHeadLength({ mime, description }: PlacedPicture): number {
  return PICTURE_NUMBERS + mime.length + Buffer.byteLength(description);
}

export function writePictureHead(builder: PlanBuilder, picture: PlacedPicture): void {
  builder.u32be(picture.type);
  builder.u32be(picture.mime.length);
  builder.latin1(picture.mime);
  builder.u32be(Buffer.byteLength(picture.description));
  builder.utf8(picture.description);
  builder.u32be(picture.width);
  builder.u32be(picture.height);
  builder.u32be(picture.depth);
  // Number of colours of a palette: readers do not use it.
  builder.u32be(0);
  builder.u32be(picture.length);
}
