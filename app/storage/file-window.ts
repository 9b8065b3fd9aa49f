/**
 * A file as format readers see it: a window that is refilled on demand. It begins with the whole of a small file, or
 * with the first page of a large one. One window serves many files in turn, so that a scan allocates nothing per file.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import type { ByteSource } from '../../fuse/formats/layout.ts';
import { areRoughlyEqual, haveSameStamp, roughStamp } from './file-stamp.ts';

const FIRST_READ = 4096;
const READ_AHEAD = 16 * 1024;
const BUFFER_SIZE = 64 * 1024;

export class FileWindow implements ByteSource {
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_SIZE);
  #descriptor = -1;
  #size = 0;
  #start = 0;
  #end = 0;

  get size(): number {
    return this.#size;
  }

  /**
   * Opens `path` read-only; `close` it before the next one. Never waits for a writer of a pipe: what is no file is
   * opened, too, and has no bytes.
   */
  open(path: Buffer): BigIntStats {
    this.#descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const stats = this.stats();
      this.#start = 0;
      this.#size = stats.isFile() ? Number(stats.size) : 0;
      // The parts of a small file lie on a few pages: each further read would cost more than these do.
      const first = this.#size <= BUFFER_SIZE ? this.#size : FIRST_READ;
      this.#end = first > 0 ? readSync(this.#descriptor, this.#buffer, 0, first, 0) : 0;
      return stats;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Whether the open file still has the stamp that `open` returned. */
  isStill(stats: BigIntStats): boolean {
    // Exact numbers are asked for only where doubles differ, as they do of times before 1970.
    if (areRoughlyEqual(fstatSync(this.#descriptor), roughStamp(stats))) return true;
    return haveSameStamp(this.stats(), stats);
  }

  /** What the open file is now. */
  stats(): BigIntStats {
    return fstatSync(this.#descriptor, { bigint: true });
  }

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
  }

  read(position: number, length: number): Uint8Array {
    const wanted = Math.min(length, this.#size - position);
    if (wanted <= 0 || position < 0) return this.#buffer.subarray(0, 0);
    if (position >= this.#start && position + wanted <= this.#end) {
      return this.#buffer.subarray(position - this.#start, position - this.#start + wanted);
    }
    if (wanted > BUFFER_SIZE) return readFully(this.#descriptor, Buffer.allocUnsafe(wanted), position);
    const ahead = Math.min(Math.max(wanted, READ_AHEAD), this.#size - position);
    const filled = readFully(this.#descriptor, this.#buffer.subarray(0, ahead), position);
    this.#start = position;
    this.#end = position + filled.length;
    return this.#buffer.subarray(0, Math.min(wanted, filled.length));
  }
}

/** Reads into `target` from `position`. @returns the part that the file has */
function readFully(descriptor: number, target: Buffer, position: number): Buffer {
  let filled = 0;
  while (filled < target.length) {
    const count = readSync(descriptor, target, filled, target.length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return target.subarray(0, filled);
}
