/**
 * A moving view of a file: the bytes that a head reader looks at, refilled on demand.
 *
 * `at` says where in `bytes` a position of the file lies and reads only when the current view does not
 * cover it. Every call of `at` may replace `bytes`: take `window.bytes` again after each call, and copy
 * what is kept. Every read is checked against the size of the file, so a reader that goes through `at`
 * cannot look outside the file or ask for an absurd amount of memory.
 */
import type { ByteSource } from './layout.ts';
import { LayoutError } from './layout.ts';

/** Bytes asked for at once: enough for the whole head of most files, one page of the page cache. */
const REFILL_LENGTH = 4096;

/** No text or table that a head reader looks at is longer; a longer one is a broken length field. */
const LONGEST_READ = 32 * 1024 * 1024;

/** Atoms, frames, chunks and pages of all levels together. */
const MOST_PARTS = 200_000;

const NOTHING = Buffer.alloc(0);

export class Window {
  readonly size: number;
  /** The bytes from `start` on. Replaced by `at`. */
  bytes: Buffer = NOTHING;
  /** Position in the file of `bytes[0]`. */
  start = 0;
  #end = 0;
  #steps = 0;
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  /** Index in `bytes` of `position`, with `length` bytes there. Throws LayoutError past the end of the file. */
  at(position: number, length: number): number {
    if (position >= this.start && position + length <= this.#end) return position - this.start;
    this.#refill(position, length);
    return 0;
  }

  /** Whether the file has `length` bytes at `position`. */
  covers(position: number, length: number): boolean {
    return position >= 0 && length >= 0 && position + length <= this.size;
  }

  /** The four characters at `position`, or '' when the file ends before. */
  magic(position: number): string {
    if (!this.covers(position, 4)) return '';
    const i = this.at(position, 4);
    return this.bytes.latin1Slice(i, i + 4);
  }

  /**
   * Counts one part (atom, frame, chunk) of the file's structure. Throws LayoutError when there are more than
   * any real file has: a file made of millions of empty parts must not hold up a scan.
   */
  step(): void {
    this.#steps += 1;
    if (this.#steps > MOST_PARTS) {
      throw new LayoutError(`The file is made of more than ${MOST_PARTS} parts.`, this.start);
    }
  }

  #refill(position: number, length: number): void {
    if (!this.covers(position, length)) {
      throw new LayoutError(
        `The file ends too early: ${length} bytes are expected at ${position}, but it has only ${this.size}.`,
        position,
      );
    }
    if (length > LONGEST_READ) {
      throw new LayoutError(`A field at ${position} claims to be ${length} bytes long.`, position);
    }
    const wanted = Math.min(Math.max(length, REFILL_LENGTH), this.size - position);
    const got = this.#source.read(position, wanted);
    if (got.length < length) {
      throw new LayoutError(`The file could not be read at ${position}: it has become shorter.`, position);
    }
    this.bytes = Buffer.isBuffer(got) ? got : Buffer.from(got.buffer, got.byteOffset, got.byteLength);
    this.start = position;
    this.#end = position + got.length;
  }
}

/** A `ByteSource` over bytes in memory. */
export class MemorySource implements ByteSource {
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  read(position: number, length: number): Uint8Array {
    return this.#bytes.subarray(position, position + length);
  }
}

/**
 * Says where bytes of a stream that was taken apart (an unsynchronised ID3 tag, a packet spread over Ogg
 * pages) lie in the file: one range, or several where the file has foreign bytes in between.
 */
export type Locate = (from: number, to: number) => ByteRanges;
export type ByteRanges = readonly { readonly offset: number; readonly length: number }[];

/** The `Locate` of bytes that lie in the file as they are. */
export const inPlace: Locate = (from, to) => [{ offset: from, length: to - from }];
