/**
 * An original file, opened for reading and proven to be the one that was scanned. If it has changed since,
 * the plan's offsets mean nothing: reading fails rather than giving out wrong audio.
 *
 * The device number is not compared: it changes when a disk is plugged in again or the machine restarts.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { OverlayError } from './errors.ts';
import type { Stamp } from './track-source.ts';

/** How long a verified file may be read before it is looked at again, in milliseconds. */
const TRUSTED_FOR = 500;

export class Original {
  readonly #file: FileHandle;
  readonly #path: Uint8Array;
  readonly #stamp: Stamp;
  #verifiedAt: number;

  private constructor(file: FileHandle, path: Uint8Array, stamp: Stamp) {
    this.#file = file;
    this.#path = path;
    this.#stamp = stamp;
    this.#verifiedAt = performance.now();
  }

  /** @throws OverlayError `EIO` when the file is gone, unreadable or not the scanned one */
  static async open(path: Uint8Array, stamp: Stamp): Promise<Original> {
    let file: FileHandle;
    try {
      file = await open(Buffer.from(path), constants.O_RDONLY | constants.O_NOCTTY);
    } catch (error) {
      throw new OverlayError(
        'EIO',
        `${displayPath(path)} cannot be opened: ${reason(error)}. Scan its folder again.`,
        error,
      );
    }
    try {
      await verify(file, path, stamp);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new Original(file, path, stamp);
  }

  /**
   * Reads `length` bytes at `position` into `buffer` at `offset`.
   * @throws OverlayError `EIO` when they are not to be had
   */
  async read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<void> {
    if (performance.now() - this.#verifiedAt > TRUSTED_FOR) {
      await verify(this.#file, this.#path, this.#stamp);
      this.#verifiedAt = performance.now();
    }
    await readFully(this.#file, this.#path, buffer, offset, length, position);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Reads exactly `length` bytes; a file that ends earlier is an error. */
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
        throw new OverlayError('EIO', `${displayPath(path)} cannot be read: ${reason(error)}`, error);
      });
    if (bytesRead === 0) {
      throw new OverlayError('EIO', `${displayPath(path)} is shorter than it was. Scan its folder again.`);
    }
    done += bytesRead;
  }
}

async function verify(file: FileHandle, path: Uint8Array, stamp: Stamp): Promise<void> {
  const now = await file.stat({ bigint: true }).catch((error: unknown) => {
    throw new OverlayError('EIO', `${displayPath(path)} cannot be examined: ${reason(error)}`, error);
  });
  const same =
    now.ino === stamp.inode &&
    now.size === BigInt(stamp.size) &&
    now.mtimeNs === stamp.mtimeNs &&
    now.ctimeNs === stamp.ctimeNs;
  if (!same) {
    throw new OverlayError('EIO', `${displayPath(path)} has changed since it was scanned. Scan its folder again.`);
  }
}

export function displayPath(path: Uint8Array): string {
  return new TextDecoder().decode(path);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
