/**
 * An original file, opened for reading. Its stamp must be that of the scan: offsets of a plan are wrong for any
 * other content, so reads of a changed file fail with `EIO` and never return wrong audio.
 *
 * Device numbers are not compared: they change when a disk is reconnected or the machine restarts.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { displayPath } from './display-path.ts';
import { errorMessage, OverlayError } from './errors.ts';
import { readFully } from './read-fully.ts';
import type { Stamp } from './track-source.ts';

/** Milliseconds after which the stamp of an open file is verified again. */
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

  /** @throws OverlayError `EIO` when the file is missing, unreadable or not the scanned one */
  static async open(path: Uint8Array, stamp: Stamp): Promise<Original> {
    let file: FileHandle;
    try {
      file = await open(Buffer.from(path), constants.O_RDONLY | constants.O_NOCTTY);
    } catch (error) {
      throw new OverlayError(
        'EIO',
        `${displayPath(path)} cannot be opened: ${errorMessage(error)}. Scan its folder again.`,
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
   * @throws OverlayError `EIO` when the file has changed, ends earlier or cannot be read
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

async function verify(file: FileHandle, path: Uint8Array, stamp: Stamp): Promise<void> {
  const now = await file.stat({ bigint: true }).catch((error: unknown) => {
    throw new OverlayError('EIO', `${displayPath(path)} cannot be examined: ${errorMessage(error)}`, error);
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
