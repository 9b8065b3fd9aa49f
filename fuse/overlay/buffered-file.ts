/**
 * Lets synchronous code read files without blocking the thread on a disk.
 *
 * Head readers and some header writers read files synchronously. They run on sources that hold only what was read
 * before. A read of anything else stops them by an exception; the bytes are then read asynchronously, and the code
 * runs again from the start. The code is pure and fast and reads few places, so the repetition costs little.
 */
import type { ByteSource } from '../formats/layout.ts';
import { OverlayError } from './errors.ts';

/** Reads exactly `length` bytes at `position` into `buffer` at `offset`. */
export type ReadInto = (buffer: Uint8Array, offset: number, length: number, position: number) => Promise<void>;

/** Bytes that one read fetches at least: neighbouring bytes are usually needed, too. */
const BLOCK = 64 * 1024;
/** Reads after which the code is considered to be in an endless loop. */
const MAX_ROUNDS = 10_000;

/** Thrown to stop the synchronous code. */
class BytesNeeded extends Error {
  readonly file: BufferedFile;
  readonly position: number;
  readonly length: number;

  constructor(file: BufferedFile, position: number, length: number) {
    super('More bytes are needed');
    this.file = file;
    this.position = position;
    this.length = length;
  }
}

/** A file of which the blocks that were read so far are in memory. */
export class BufferedFile implements ByteSource {
  readonly size: number;
  readonly #readInto: ReadInto;
  readonly #blocks: { readonly position: number; readonly bytes: Uint8Array }[] = [];

  constructor(size: number, readInto: ReadInto) {
    this.size = size;
    this.#readInto = readInto;
  }

  read(position: number, length: number): Uint8Array {
    const end = Math.min(position + length, this.size);
    if (position >= end) return new Uint8Array();
    // The block that was read last is the likeliest to be read next.
    const block = this.#blocks.findLast(
      (block) => position >= block.position && end <= block.position + block.bytes.length,
    );
    if (block === undefined) throw new BytesNeeded(this, position, end - position);
    return block.bytes.subarray(position - block.position, end - block.position);
  }

  /** Reads these bytes into memory, and those that follow up to a whole block. */
  async fetch(position: number, length: number): Promise<void> {
    const count = Math.min(Math.max(length, BLOCK), this.size - position);
    const bytes = new Uint8Array(count);
    await this.#readInto(bytes, 0, count, position);
    this.#blocks.push({ position, bytes });
  }
}

/**
 * Runs `work`, which reads `BufferedFile`s, again and again until they hold all bytes that it reads.
 * @throws the errors of `work` and of the reads; OverlayError `EIO` when `work` never ends
 */
export async function runBuffered<T>(work: () => T): Promise<T> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof BytesNeeded)) throw error;
      await error.file.fetch(error.position, error.length);
    }
  }
  throw new OverlayError('EIO', 'A header needs too many reads');
}
