/**
 * Builds a plan from front to back: numbers and text gather in memory, ranges of files become segments.
 *
 * Invariants of the result: no empty segment, ranges of the original that touch are one segment, and the sizes
 * add up. Zeros for padding are views of one shared buffer, so that padding costs no memory.
 */
import type { ByteRange } from './layout.ts';
import type { PlacedPicture, Plan, Segment } from './plan.ts';

const ZEROS = Buffer.alloc(64 * 1024);

/** Filled by whichever builder is at work: building is synchronous, and what is kept is copied out. */
let scratch = Buffer.allocUnsafe(64 * 1024);

export class PlanBuilder {
  readonly #segments: Segment[] = [];
  /** Length of all segments. */
  #flushed = 0;
  /** Bytes in the scratch buffer. */
  #pending = 0;
  #headerLength = -1;

  /** Length of everything so far. */
  get length(): number {
    return this.#flushed + this.#pending;
  }

  u8(value: number): void {
    this.#reserve(1);
    scratch[this.#pending] = value;
    this.#pending += 1;
  }

  u16be(value: number): void {
    this.#reserve(2);
    scratch.writeUInt16BE(value, this.#pending);
    this.#pending += 2;
  }

  u24be(value: number): void {
    this.#reserve(3);
    scratch.writeUIntBE(value, this.#pending, 3);
    this.#pending += 3;
  }

  u32be(value: number): void {
    this.#reserve(4);
    scratch.writeUInt32BE(value, this.#pending);
    this.#pending += 4;
  }

  u32le(value: number): void {
    this.#reserve(4);
    scratch.writeUInt32LE(value, this.#pending);
    this.#pending += 4;
  }

  latin1(text: string): void {
    this.#reserve(text.length);
    this.#pending += scratch.latin1Write(text, this.#pending);
  }

  utf8(text: string): void {
    this.#reserve(text.length * 3);
    this.#pending += scratch.utf8Write(text, this.#pending);
  }

  /** UTF-16, little-endian, without byte order mark. */
  utf16(text: string): void {
    this.#reserve(text.length * 2);
    this.#pending += scratch.ucs2Write(text, this.#pending);
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    scratch.set(bytes, this.#pending);
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

  source({ offset, length }: ByteRange): void {
    if (length === 0) return;
    this.#flush();
    const last = this.#segments.at(-1);
    if (last?.kind === 'source' && last.offset + last.length === offset) {
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

  zeros(length: number): void {
    if (length <= 512) {
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

  finish(): Plan {
    this.#flush();
    return { size: this.#flushed, segments: this.#segments, headerLength: this.#headerLength < 0 ? this.#flushed : this.#headerLength };
  }

  /** Overwrites a number that was left open at `position` of the plan. */
  #patch(position: number, length: number, write: (bytes: Buffer, at: number) => void): void {
    if (position >= this.#flushed) {
      write(scratch, position - this.#flushed);
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
    if (needed <= scratch.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, scratch.length * 2));
    scratch.copy(larger, 0, 0, this.#pending);
    scratch = larger;
  }

  #flush(): void {
    if (this.#pending === 0) return;
    this.#segments.push({ kind: 'bytes', bytes: Uint8Array.prototype.slice.call(scratch, 0, this.#pending) });
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
