/**
 * Copies pictures that cannot be served as ranges of their original, because their bytes are encoded there
 * (unsynchronised ID3 frames): the decoded bytes go into the copies of the art store.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { ByteRange, ByteSource, PictureRef } from '../../fuse/formats/layout.ts';
import { LONGEST_PICTURE, readPictureBody } from '../../fuse/formats/picture-body.ts';
import { storeCopiedPicture, type StoredPicture } from '../storage/art-store.ts';

/** @returns null when the original no longer has the picture, or has one that cannot be shown */
export async function copyPicture(
  library: string,
  path: Uint8Array,
  picture: PictureRef,
): Promise<StoredPicture | null> {
  try {
    return await storeCopiedPicture(
      library,
      readPictureBody(await readRanges(path, picture.parts ?? [picture.location]), picture),
    );
  } catch {
    return null;
  }
}

/** Reads these ranges of a file, without blocking the thread. */
async function readRanges(path: Uint8Array, ranges: readonly ByteRange[]): Promise<ByteSource> {
  const file = await open(Buffer.from(path), 'r');
  try {
    const pieces = await Promise.all(ranges.map(async (range) => ({ range, bytes: await readRange(file, range) })));
    const { size } = await file.stat();
    return {
      size,
      read: (position, length) =>
        pieces.find(({ range }) => range.offset === position)?.bytes.subarray(0, length) ?? new Uint8Array(),
    };
  } finally {
    await file.close();
  }
}

async function readRange(file: FileHandle, { offset, length }: ByteRange): Promise<Buffer> {
  if (length > LONGEST_PICTURE) throw new RangeError(`a picture of ${length} bytes`);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: offset });
  return buffer.subarray(0, bytesRead);
}
