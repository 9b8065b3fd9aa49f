/**
 * Lets synchronous code read files without waiting for the disk in the middle of everything else.
 *
 * Head readers and some header writers look into files synchronously. They are run with sources that only hold
 * what was read before. When they ask for more, they are stopped; the bytes are read asynchronously, and they
 * are run again from the start. They are pure and quick, and ask for few places, so this costs little.
 */
import type { ByteSource } from '../formats/layout.ts';
import { OverlayError } from './errors.ts';

/** Reads exactly `length` bytes at `position` into `buffer` at `offset`. */
export type ReadInto = (buffer: Uint8Array, offset: number, length: number, position: number) => Promise<void>;

/** Read at least so much at once: what lies together is asked for together. */
const BLOCK = 64 * 1024;
/** No header consists of so many places. */
const MOST_ROUNDS = 10_000;

/** Thrown out of the synchronous code. */
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

/** What has been read of one file so far. */
export class BufferedFile implements ByteSource {
  readonly size: number;
  readonly #readInto: ReadInto;
  readonly #pieces: { readonly position: number; readonly bytes: Uint8Array }[] = [];

  constructor(size: number, readInto: ReadInto) {
    this.size = size;
    this.#readInto = readInto;
  }

  read(position: number, length: number): Uint8Array {
    const end = Math.min(position + length, this.size);
    if (position >= end) return new Uint8Array();
    // What was read last is what is asked for next.
    const piece = this.#pieces.findLast(
      (held) => position >= held.position && end <= held.position + held.bytes.length,
    );
    if (piece === undefined) throw new BytesNeeded(this, position, end - position);
    return piece.bytes.subarray(position - piece.position, end - piece.position);
  }

  async hold(position: number, length: number): Promise<void> {
    const count = Math.min(Math.max(length, BLOCK), this.size - position);
    const bytes = new Uint8Array(count);
    await this.#readInto(bytes, 0, count, position);
    this.#pieces.push({ position, bytes });
  }
}

/**
 * Runs `work`, which reads `BufferedFile`s, until it has all that it needs.
 * @throws whatever `work` or the reading throws
 */
export async function runBuffered<T>(work: () => T): Promise<T> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof BytesNeeded)) throw error;
      await error.file.hold(error.position, error.length);
    }
  }
  throw new OverlayError('EIO', 'A header consists of too many places');
}
