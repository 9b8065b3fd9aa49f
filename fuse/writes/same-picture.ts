/**
 * Whether two files have the same picture. Bytes are compared in pieces where both files hold them in one form, so that
 * a picture of any length that did not change needs no memory. Other forms are decoded.
 */
import { PIECE } from '../formats/audio-comparison.ts';
import type { ByteRange, PictureRef } from '../formats/layout.ts';
import { readPictureBody } from '../formats/picture-body.ts';
import { runBuffered } from '../overlay/buffered-file.ts';
import type { ReadFile } from './read-file.ts';

/** @throws LongPictureError where a picture has to be decoded that is too long for that */
export async function isSamePicture(one: ReadFile, a: PictureRef, other: ReadFile, b: PictureRef): Promise<boolean> {
  const [left, right] = [rangesOf(a), rangesOf(b)];
  const isOneForm = a.encoding === b.encoding && a.skip === b.skip;
  if (isOneForm && lengthOf(left) === lengthOf(right) && (await areSameRanges(one, left, other, right))) return true;
  // The same picture may be encoded in several ways, but not written as it is.
  if (isOneForm && a.encoding === 'raw') return false;
  const body = await runBuffered(() => readPictureBody(one.source, a));
  return body.equals(await runBuffered(() => readPictureBody(other.source, b)));
}

function rangesOf({ parts, location }: PictureRef): readonly ByteRange[] {
  return parts ?? [location];
}

function lengthOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { length }) => sum + length, 0);
}

/** Whether the ranges of both files, one behind the other, hold the same bytes. They have the same length. */
async function areSameRanges(
  one: ReadFile,
  left: readonly ByteRange[],
  other: ReadFile,
  right: readonly ByteRange[],
): Promise<boolean> {
  const length = lengthOf(left);
  const buffers = [Buffer.alloc(Math.min(PIECE, length)), Buffer.alloc(Math.min(PIECE, length))] as const;
  for (let done = 0; done < length; done += PIECE) {
    const count = Math.min(PIECE, length - done);
    await Promise.all([
      readAcross(one, left, buffers[0], done, count),
      readAcross(other, right, buffers[1], done, count),
    ]);
    if (buffers[0].compare(buffers[1], 0, count, 0, count) !== 0) return false;
  }
  return true;
}

/** Reads `count` bytes from `from` of ranges that stand one behind the other. */
async function readAcross(
  { read }: ReadFile,
  ranges: readonly ByteRange[],
  buffer: Buffer,
  from: number,
  count: number,
): Promise<void> {
  let start = 0;
  for (const { offset, length } of ranges) {
    const [begin, end] = [Math.max(from, start), Math.min(from + count, start + length)];
    if (begin < end) await read(buffer, begin - from, end - begin, offset + begin - start);
    start += length;
  }
}
