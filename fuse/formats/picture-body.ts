/**
 * Reads the body of a picture from an original: whole, decoded, as the image file that was embedded.
 */
import { resynchronise } from './id3/unsynchronisation.ts';
import type { ByteSource, PictureRef } from './layout.ts';
import { LayoutError } from './layout.ts';

const MEBIBYTE = 1024 * 1024;
/** Bytes of the longest picture that is read into memory. */
export const LONGEST_PICTURE = 64 * MEBIBYTE;

/** A picture is longer than `LONGEST_PICTURE`. */
export class LongPictureError extends LayoutError {
  constructor(length: number, offset: number) {
    super(
      `A picture is ${length} bytes long. Pictures of up to ${LONGEST_PICTURE} bytes (${LONGEST_PICTURE / MEBIBYTE} MiB) can be stored.`,
      offset,
    );
    this.name = 'LongPictureError';
  }
}

/**
 * The image that `picture` stands for, as a copy.
 * @throws LongPictureError; LayoutError when the file no longer has the picture
 */
export function readPictureBody(source: ByteSource, picture: PictureRef): Buffer {
  const bytes = gather(source, picture);
  switch (picture.encoding) {
    case 'raw':
      return bytes;
    case 'unsynchronised':
      return resynchronise(bytes).bytes;
    case 'base64': {
      const decoded = Buffer.from(bytes.toString('latin1'), 'base64');
      const skip = picture.skip ?? 0;
      if (skip === 0) return decoded;
      if (skip < 4 || skip > decoded.length) {
        throw new LayoutError('The file no longer has the picture that was found in it.', picture.location.offset);
      }
      return decoded.subarray(skip, skip + decoded.readUInt32BE(skip - 4));
    }
  }
}

function gather(source: ByteSource, { location, parts }: PictureRef): Buffer {
  const ranges = parts ?? [location];
  const length = ranges.reduce((sum, range) => sum + range.length, 0);
  if (length > LONGEST_PICTURE) throw new LongPictureError(length, location.offset);
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  for (const range of ranges) {
    const got = source.read(range.offset, range.length);
    if (got.length < range.length) throw new LayoutError('The file ends before its picture does.', range.offset);
    bytes.set(got, filled);
    filled += range.length;
  }
  return bytes;
}
