/**
 * Compares ranges of two files by reading them.
 */
import type { ByteRange, ByteSource, Layout } from '../layout.ts';
import { LayoutError } from '../layout.ts';

/** A file and what it is. */
export interface AudioFile {
  readonly layout: Layout;
  readonly source: ByteSource;
}

/** Whether a range of the one file has the same bytes as a range, of the same length, of the other. */
export type CompareRanges = (before: ByteRange, after: ByteRange) => boolean;

const CHUNK = 64 * 1024;

export function compareBytes(before: Pick<AudioFile, 'source'>, after: Pick<AudioFile, 'source'>): CompareRanges {
  return (was, is) => {
    for (let done = 0; done < was.length; done += CHUNK) {
      const length = Math.min(CHUNK, was.length - done);
      // Copied: both sources may hand out views of one buffer.
      const one = Buffer.from(readFully(before.source, was.offset + done, length));
      if (!one.equals(readFully(after.source, is.offset + done, length))) return false;
    }
    return true;
  };
}

/** Bytes that must be there. */
export function readFully(source: ByteSource, offset: number, length: number): Uint8Array {
  const bytes = source.read(offset, length);
  if (bytes.length < length) {
    throw new LayoutError(`The file ends at ${source.size}, before ${offset + length}.`, offset);
  }
  return bytes;
}
