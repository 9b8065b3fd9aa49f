/**
 * Ogg pages and the packets that are spread over them.
 *
 * Source: RFC 3533. A page is 27 bytes, a table of segment lengths, and the segments; a packet is a run of
 * segments that ends with one shorter than 255 bytes, and may go on over pages.
 */
import type { ByteRange, ByteSource } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import type { Locate, Window } from '../window.ts';

export const PAGE_HEADER = 27;
/** Where the first packet of Ogg FLAC says how many header packets follow. */
export const PACKET_COUNT_AT = 7;
export const CONTINUED = 1;
export const FIRST_PAGE = 2;
export const LAST_PAGE = 4;
/** A page can be as long as this. */
export const LONGEST_PAGE = PAGE_HEADER + 255 + 255 * 255;

export interface Page {
  readonly offset: number;
  readonly flags: number;
  readonly serial: number;
  readonly sequence: number;
  /** Where the segments begin. */
  readonly body: number;
  readonly end: number;
  readonly lacing: Buffer;
}

/** The page at `position`. Throws LayoutError where there is none. */
export function readPage(window: Window, position: number): Page {
  window.step();
  let i = window.at(position, PAGE_HEADER);
  let b = window.bytes;
  if (b.readUInt32BE(i) !== 0x4f676753 || b[i + 4] !== 0) {
    throw new LayoutError(`The Ogg file has no page at ${position} where one should be.`, position);
  }
  const segments = b[i + 26] as number;
  i = window.at(position, PAGE_HEADER + segments);
  b = window.bytes;
  const lacing = Buffer.from(b.subarray(i + PAGE_HEADER, i + PAGE_HEADER + segments));
  let length = 0;
  for (let k = 0; k < segments; k += 1) length += lacing[k] as number;
  const body = position + PAGE_HEADER + segments;
  return {
    offset: position,
    flags: b[i + 5] as number,
    serial: b.readUInt32LE(i + 14),
    sequence: b.readUInt32LE(i + 18),
    body,
    end: body + length,
    lacing,
  };
}

/** A packet: the runs of the file that make it up. */
export interface Packet {
  readonly runs: readonly ByteRange[];
  readonly length: number;
}

/** No header packet is longer, art included. */
const LONGEST_PACKET = 256 * 1024 * 1024;

/** Walks the packets of the one logical stream that begins at the file's first page. */
export class PacketWalker {
  readonly #window: Window;
  page: Page;
  /** Number of pages so far. */
  pages = 1;
  #segment = 0;
  #position: number;

  constructor(window: Window) {
    this.#window = window;
    this.page = readPage(window, 0);
    this.#position = this.page.body;
  }

  /** The next packet. Throws LayoutError where the file ends inside it or another stream is woven in. */
  next(): Packet {
    const runs: ByteRange[] = [];
    let length = 0;
    for (;;) {
      if (this.#segment === this.page.lacing.length) this.#turn(runs.length > 0);
      const offset = this.#position;
      let size = 0;
      let ended = false;
      while (this.#segment < this.page.lacing.length && !ended) {
        const segment = this.page.lacing[this.#segment] as number;
        this.#segment += 1;
        size += segment;
        ended = segment < 255;
      }
      this.#position += size;
      length += size;
      if (!this.#window.covers(offset, size)) throw new LayoutError('The Ogg file ends in its header.', offset);
      if (length > LONGEST_PACKET) throw new LayoutError('The Ogg file has a header of absurd length.', offset);
      if (size > 0 || runs.length === 0) runs.push({ offset, length: size });
      if (ended) return { runs, length };
    }
  }

  /** Number of segments of the current page that were walked over. */
  get segment(): number {
    return this.#segment;
  }

  /** Where the last packet ended. */
  get position(): number {
    return this.#position;
  }

  /** Whether the last packet ended together with its page. */
  get atPageEnd(): boolean {
    return this.#segment === this.page.lacing.length;
  }

  #turn(continued: boolean): void {
    const { serial, end } = this.page;
    const page = readPage(this.#window, end);
    if (page.serial !== serial) throw new LayoutError('The Ogg file has several streams woven into one another.', end);
    if (((page.flags & CONTINUED) !== 0) !== continued) {
      throw new LayoutError('The Ogg file has lost a page of its header.', end);
    }
    this.page = page;
    this.pages += 1;
    this.#segment = 0;
    this.#position = page.body;
  }
}

/** A packet as one run of bytes. */
export class PacketSource implements ByteSource {
  readonly size: number;
  readonly #source: Window;
  readonly #runs: readonly ByteRange[];
  /** Position in the packet at which each run begins. */
  readonly #starts: readonly number[];

  constructor(source: Window, packet: Packet) {
    this.#source = source;
    this.size = packet.length;
    this.#runs = packet.runs;
    let start = 0;
    this.#starts = packet.runs.map(({ length }) => {
      start += length;
      return start - length;
    });
  }

  read(position: number, length: number): Uint8Array {
    const result = Buffer.allocUnsafe(Math.min(length, this.size - position));
    let filled = 0;
    for (const { offset, length: run } of this.ranges(position, position + result.length)) {
      const i = this.#source.at(offset, run);
      this.#source.bytes.copy(result, filled, i, i + run);
      filled += run;
    }
    return result;
  }

  /** Where `[from, to)` of the packet lies in the file. */
  ranges(from: number, to: number): ByteRange[] {
    const ranges: ByteRange[] = [];
    for (let k = this.#runAt(from); k < this.#runs.length; k += 1) {
      const run = this.#runs[k] as ByteRange;
      const start = this.#starts[k] as number;
      if (start >= to) break;
      const begin = Math.max(from, start);
      const end = Math.min(to, start + run.length);
      if (end > begin) ranges.push({ offset: run.offset + begin - start, length: end - begin });
    }
    return ranges;
  }

  readonly locate: Locate = (from, to) => this.ranges(from, to);

  #runAt(position: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
