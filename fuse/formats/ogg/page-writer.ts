/**
 * Lays packets out on pages: how many pages they need, how long that is, and the bytes.
 *
 * Source: RFC 3533, section 6. Every page but the last is filled as far as the wanted number of pages allows; a page on
 * which no packet ends says -1 as its granule position, the others 0, as headers do.
 */
import { CHECKSUM_AT, oggCrc, SEQUENCE_AT } from './crc.ts';
import { CONTINUED, PAGE_HEADER } from './pages.ts';

const MOST_SEGMENTS = 255;
const FULL_SEGMENT = 255;

/** Segments that a packet of `length` bytes takes: the last is shorter than 255, if need be empty. */
export function segmentsOf(length: number): number {
  return Math.floor(length / FULL_SEGMENT) + 1;
}

/** Pages that these segments fill, at least `wanted`. */
export function pagesFor(segments: number, wanted: number): number {
  return Math.max(Math.ceil(segments / MOST_SEGMENTS), wanted);
}

export interface PageNumbers {
  readonly serial: number;
  /** Sequence number of the first page written. Numbers go on with 0 behind the highest of 32 bits. */
  readonly sequence: number;
  readonly pages: number;
}

/** A page that holds the segments of `lacing`, which begin with a packet. */
export function writePage(
  lacing: Uint8Array,
  body: Uint8Array,
  { serial, sequence, flags, granule }: { serial: number; sequence: number; flags: number; granule: bigint },
): Buffer {
  const page = Buffer.alloc(PAGE_HEADER + lacing.length + body.length);
  page.write('OggS\0');
  page[5] = flags;
  page.writeBigUInt64LE(granule, 6);
  page.writeUInt32LE(serial, 14);
  page.writeUInt32LE(sequence >>> 0, SEQUENCE_AT);
  page[26] = lacing.length;
  page.set(lacing, PAGE_HEADER);
  page.set(body, PAGE_HEADER + lacing.length);
  page.writeUInt32LE(oggCrc(page, 0, page.length), CHECKSUM_AT);
  return page;
}

/** The pages that hold `packets`, with checksums. There must be at least as many segments as pages. */
export function writePages(packets: readonly Uint8Array[], { serial, sequence, pages }: PageNumbers): Buffer {
  const lacing: number[] = [];
  /** Segments at which a packet begins. */
  const begins = new Set<number>();
  for (const packet of packets) {
    begins.add(lacing.length);
    for (let left = packet.length; left >= FULL_SEGMENT; left -= FULL_SEGMENT) lacing.push(FULL_SEGMENT);
    lacing.push(packet.length % FULL_SEGMENT);
  }
  const body = Buffer.concat(packets);
  const result = Buffer.allocUnsafe(PAGE_HEADER * pages + lacing.length + body.length);
  let at = 0;
  let segment = 0;
  let taken = 0;
  for (let page = 0; page < pages; page += 1) {
    const count = Math.min(MOST_SEGMENTS, lacing.length - segment - (pages - page - 1));
    const segments = lacing.slice(segment, segment + count);
    const length = segments.reduce((sum, size) => sum + size, 0);
    const granule = segments.some((size) => size < FULL_SEGMENT) ? 0 : 0xffff_ffff;
    result.write('OggS\0', at);
    result[at + 5] = begins.has(segment) ? 0 : CONTINUED;
    result.writeUInt32LE(granule, at + 6);
    result.writeUInt32LE(granule, at + 10);
    result.writeUInt32LE(serial, at + 14);
    result.writeUInt32LE((sequence + page) >>> 0, at + SEQUENCE_AT);
    result.writeUInt32LE(0, at + CHECKSUM_AT);
    result[at + 26] = count;
    result.set(segments, at + PAGE_HEADER);
    const payload = at + PAGE_HEADER + count;
    body.copy(result, payload, taken, taken + length);
    result.writeUInt32LE(oggCrc(result, at, payload + length), at + CHECKSUM_AT);
    at = payload + length;
    segment += count;
    taken += length;
  }
  return result;
}
