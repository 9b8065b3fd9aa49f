/** Reads of a fixed length from an open file. */
import type { FileHandle } from 'node:fs/promises';
import { displayPath } from './display-path.ts';
import { errorMessage, OverlayError } from './errors.ts';

/**
 * Reads exactly `length` bytes at `position` of the file into `buffer` at `offset`.
 * @param path of the file, for messages
 * @throws OverlayError `EIO` when reading fails or the file ends earlier
 */
export async function readFully(
  file: FileHandle,
  path: Uint8Array,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file
      .read(buffer, offset + done, length - done, position + done)
      .catch((error: unknown) => {
        throw new OverlayError('EIO', `${displayPath(path)} cannot be read: ${errorMessage(error)}`, error);
      });
    if (bytesRead === 0) {
      throw new OverlayError('EIO', `${displayPath(path)} is shorter than it was. Scan its folder again.`);
    }
    done += bytesRead;
  }
}
