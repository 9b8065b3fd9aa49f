/**
 * Where the sound of a stream ends in a file that was allocated and not written to its end, as programs do that download.
 *
 * In a stream of frames the decoder looks for the next one byte by byte: through gigabytes of nothing that takes half a
 * minute, in which nobody can end it. No compressed stream has megabytes of one byte.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes of one value that end a stream; less may be padding. */
const EMPTY = 4 * 1024 * 1024;
/** Every so many bytes the file is looked at: twice in what ends a stream. */
const STEP = EMPTY / 2;
const LOOK = 4096;
const READ = 256 * 1024;

/**
 * @returns the byte from which the file has nothing for megabytes; null where there is no such place. Up to 2 MiB of what has
 * nothing lie before it
 * @throws what `fs` throws
 */
export function emptyRest(path: Uint8Array): number | null {
  const descriptor = openSync(Buffer.from(path), 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(READ);
    for (let at = STEP; at + EMPTY <= size; at += STEP) {
      if (isEmpty(descriptor, buffer, at, LOOK) && isEmpty(descriptor, buffer, at, EMPTY)) return at;
    }
    return null;
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a part of the file is the same byte over and over. */
function isEmpty(descriptor: number, buffer: Buffer, from: number, length: number): boolean {
  let value: number | null = null;
  for (let at = from; at < from + length;) {
    const read = readSync(descriptor, buffer, 0, Math.min(buffer.length, from + length - at), at);
    if (read === 0) return false;
    const part = buffer.subarray(0, read);
    value ??= part[0]!;
    if (part[0] !== value || !part.subarray(1).equals(part.subarray(0, -1))) return false;
    at += read;
  }
  return true;
}
