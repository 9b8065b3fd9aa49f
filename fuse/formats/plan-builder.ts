/**
 * Builds a plan from front to back: numbers and text gather in memory, ranges of files become segments.
 *
 * Invariants of the result: no empty segment, ranges of the original that touch are one segment, and the sizes
 * add up. Zeros for padding are views of one shared buffer, so that padding costs no memory.
 */
import type { ByteRange } from './layout.ts';
import type { PlacedPicture, Plan, Segment } from './plan.ts';

/** Up to here, bytes are rather copied than made a segment. */
const SMALL = 512;

const ZEROS = Buffer.alloc(64 * 1024);

/** Buffers of builders that are done, for the next ones: what a plan keeps is copied out. */
const spare: Buffer[] = [];
const MOST_SPARE = 4;
const LARGEST_SPARE = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

export class PlanBuilder {
  readonly #segments: Segment[] = [];
  /** Length of all segments. */
  #flushed = 0;
  /** Bytes in the scratch buffer. */
  #pending = 0;
  #headerLength = -1;
  #scratch = spare.pop() ?? Buffer.allocUnsafe(64 * 1024);

  /** Length of everything so far. */
  get length(): number {
    return this.#flushed + this.#pending;
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#scratch[this.#pending] = value;
    this.#pending += 1;
  }

  u16be(value: number): void {
    this.#reserve(2);
    this.#scratch.writeUInt16BE(value, this.#pending);
    this.#pending += 2;
  }

  u24be(value: number): void {
    this.#reserve(3);
    this.#scratch.writeUIntBE(value, this.#pending, 3);
    this.#pending += 3;
  }

  u32be(value: number): void {
    this.#reserve(4);
    this.#scratch.writeUInt32BE(value, this.#pending);
    this.#pending += 4;
  }

  u32le(value: number): void {
    this.#reserve(4);
    this.#scratch.writeUInt32LE(value, this.#pending);
    this.#pending += 4;
  }

  latin1(text: string): void {
    this.#reserve(text.length);
    this.#pending += this.#scratch.latin1Write(text, this.#pending);
  }

  utf8(text: string): void {
    this.#reserve(text.length * 3);
    this.#pending += this.#scratch.utf8Write(text, this.#pending);
  }

  /** UTF-16, little-endian, without byte order mark. */
  utf16(text: string): void {
    this.#reserve(text.length * 2);
    this.#pending += this.#scratch.ucs2Write(text, this.#pending);
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#scratch.set(bytes, this.#pending);
    this.#pending += bytes.length;
  }

  patchU16be(position: number, value: number): void {
    this.#patch(position, 2, (bytes, at) => bytes.writeUInt16BE(value, at));
  }

  patchU24be(position: number, value: number): void {
    this.#patch(position, 3, (bytes, at) => bytes.writeUIntBE(value, at, 3));
  }

  patchU32be(position: number, value: number): void {
    this.#patch(position, 4, (bytes, at) => bytes.writeUInt32BE(value, at));
  }

  patchU32le(position: number, value: number): void {
    this.#patch(position, 4, (bytes, at) => bytes.writeUInt32LE(value, at));
  }

  /** A range of the original; `pageShift` as in `Segment`. */
  source({ offset, length }: ByteRange, pageShift = 0): void {
    if (length === 0) return;
    this.#flush();
    const last = this.#segments.at(-1);
    if (pageShift !== 0) {
      this.#segments.push({ kind: 'source', offset, length, pageShift });
    } else if (last?.kind === 'source' && last.pageShift === undefined && last.offset + last.length === offset) {
      this.#segments[this.#segments.length - 1] = { kind: 'source', offset: last.offset, length: last.length + length };
    } else {
      this.#segments.push({ kind: 'source', offset, length });
    }
    this.#flushed += length;
  }

  picture({ body, length }: PlacedPicture): void {
    if (length === 0) return;
    this.#flush();
    this.#segments.push({ ...body, length });
    this.#flushed += length;
  }

  /** A segment of another plan. */
  segment(segment: Segment): void {
    if (segment.kind === 'source') {
      this.source(segment, segment.pageShift);
    } else if (segment.kind === 'bytes' && segment.bytes.length <= SMALL) {
      this.bytes(segment.bytes);
    } else {
      this.#flush();
      this.#segments.push(segment);
      this.#flushed += segment.kind === 'bytes' ? segment.bytes.length : segment.length;
    }
  }

  zeros(length: number): void {
    if (length <= SMALL) {
      this.bytes(ZEROS.subarray(0, length));
      return;
    }
    this.#flush();
    for (let left = length; left > 0; left -= ZEROS.length) {
      this.#segments.push({ kind: 'bytes', bytes: ZEROS.subarray(0, Math.min(left, ZEROS.length)) });
    }
    this.#flushed += length;
  }

  /** Says that the audio begins here. */
  audioBegins(): void {
    this.#headerLength = this.length;
  }

  /** Ends a builder that was given nothing but bytes, and returns them. */
  take(): Buffer {
    const bytes = Buffer.from(this.#scratch.subarray(0, this.#pending));
    this.#recycle();
    return bytes;
  }

  finish(): Plan {
    this.#flush();
    this.#recycle();
    return {
      size: this.#flushed,
      segments: this.#segments,
      headerLength: this.#headerLength < 0 ? this.#flushed : this.#headerLength,
    };
  }

  /** Gives the buffer away: the builder is not used any more. */
  #recycle(): void {
    if (spare.length < MOST_SPARE && this.#scratch.length <= LARGEST_SPARE) spare.push(this.#scratch);
    this.#pending = 0;
    this.#scratch = NOTHING;
  }

  /** Overwrites a number that was left open at `position` of the plan. */
  #patch(position: number, length: number, write: (bytes: Buffer, at: number) => void): void {
    if (position >= this.#flushed) {
      write(this.#scratch, position - this.#flushed);
      return;
    }
    let start = 0;
    for (const segment of this.#segments) {
      if (segment.kind === 'bytes') {
        const { bytes } = segment;
        if (position >= start && position + length <= start + bytes.length) {
          write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), position - start);
          return;
        }
        start += bytes.length;
      } else {
        start += segment.length;
      }
    }
    throw new RangeError(`The plan has no bytes of its own at ${position}.`);
  }

  #reserve(length: number): void {
    const needed = this.#pending + length;
    if (needed <= this.#scratch.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#scratch.length * 2));
    this.#scratch.copy(larger, 0, 0, this.#pending);
    this.#scratch = larger;
  }

  #flush(): void {
    if (this.#pending === 0) return;
    this.#segments.push({ kind: 'bytes', bytes: Uint8Array.prototype.slice.call(this.#scratch, 0, this.#pending) });
    this.#flushed += this.#pending;
    this.#pending = 0;
  }
}

const BLOCK = 4096;
/** Room that a new header leaves for edits, so that they change neither the size nor the place of the audio. */
const SLACK = 8192;

/**
 * Length of a header whose content, smallest padding included, takes `needed` bytes: the length it had before
 * as long as the content fits, otherwise a multiple of 4 KiB with at least 8 KiB of room.
 */
export function headerLengthFor(needed: number, minimum = 0): number {
  return needed <= minimum ? minimum : Math.ceil((needed + SLACK) / BLOCK) * BLOCK;
}
