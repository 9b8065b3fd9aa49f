/**
 * Plans Ogg Vorbis, Opus and Ogg FLAC files: new comments, everything else from the original.
 *
 * Checksums run over whole pages, and art is base64 text in them: so, unlike other headers, an Ogg header is
 * made in memory, with a look into the original (setup packet) and the pictures. Its size is known without.
 *
 * The number of header pages stays the original's as long as the content fits into them: then the audio's pages
 * keep their numbers. Otherwise the audio is a source segment with a `pageShift`. Room for edits is zeros behind the
 * comments (Vorbis, Opus: decoders look no further) or a PADDING block (Ogg FLAC). Audio packets that share a page with
 * the header, as old encoders wrote them, get a page of their own. Because segment tables grow with the content, the
 * length of a header is a multiple of 4 KiB only to a byte or two.
 */
import type { PlanFiles, PlanInput, PlanSize } from '../plan-input.ts';
import type { Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';
import { CHECKSUM_AT, oggCrc } from './crc.ts';
import { commentPacket, extended, flacPackets, isOggFlac, keptPackets, paddingBlock } from './header-packets.ts';
import { BLOCK_HEADER, type HeaderPacket } from './header-packets.ts';
import { LAST_PAGE, PACKET_COUNT_AT, PAGE_HEADER } from './pages.ts';
import { pagesFor, segmentsOf, writePage, writePages } from './page-writer.ts';
import type { OggDetail, SharedPage } from './read-ogg.ts';

interface Draft {
  readonly detail: OggDetail;
  readonly packets: readonly HeaderPacket[];
  readonly pages: number;
  readonly headerLength: number;
}

export function sizeOfOgg(input: PlanInput): PlanSize {
  const { headerLength } = draft(input);
  return { size: headerLength + input.layout.audio.length, headerLength };
}

export function planOgg(input: PlanInput, files: PlanFiles): Plan {
  const { detail, packets, pages, headerLength } = draft(input);
  const builder = new PlanBuilder();
  if (isOggFlac(input.layout)) builder.bytes(firstFlacPage(detail, packets.length, files));
  else builder.source(detail.firstPage);
  const bytes = writePages(
    packets.map((packet) => packet.make(files)),
    { serial: detail.serial, sequence: detail.firstSequence + 1, pages },
  );
  builder.bytes(bytes);
  if (detail.sharedPage !== undefined) builder.bytes(firstAudioPage(detail, detail.sharedPage, pages, files));
  if (builder.length !== headerLength) {
    throw new Error(`The Ogg header has ${builder.length} bytes instead of ${headerLength}.`);
  }
  builder.audioBegins();
  const before = 1 + pages + (detail.sharedPage === undefined ? 0 : 1);
  builder.source(input.layout.audio, detail.firstSequence + before - detail.audioSequence);
  return builder.finish();
}

function draft(input: PlanInput): Draft {
  const { layout, minimumHeaderLength } = input;
  const detail = layout.detail as unknown as OggDetail;
  const fixed = isOggFlac(layout) ? flacPackets(input) : keptPackets(layout.kept);
  const shortest = isOggFlac(layout) ? paddingBlock(BLOCK_HEADER) : commentPacket(input);
  // Each of the original's pages behind the first needs a segment; a packet of n · 255 bytes has n + 1 of them.
  const missing = detail.headerPages - 1 - fixed.reduce((sum, { length }) => sum + segmentsOf(length), 0);
  const least = Math.max(shortest.length, (missing - 1) * 255);
  const target = headerLengthFor(measure(detail, fixed, least).headerLength, minimumHeaderLength);
  const fit = (): number => shortestReaching(target, least, (length) => measure(detail, fixed, length).headerLength);
  let padded = fit();
  if (isOggFlac(layout) && measure(detail, fixed, padded).headerLength !== target) {
    // The length jumps by two where a segment is added; a second, smallest padding block moves the jumps.
    fixed.push(paddingBlock(BLOCK_HEADER, 0));
    padded = fit();
  }
  const { pages, headerLength } = measure(detail, fixed, padded);
  const variable = isOggFlac(layout)
    ? paddingBlock(padded)
    : { length: padded, make: (files: PlanFiles): Uint8Array => extended(shortest.make(files), padded) };
  return { detail, packets: isOggFlac(layout) ? [...fixed, variable] : [variable, ...fixed], pages, headerLength };
}

/** The header with one more packet of `length` bytes. */
function measure(
  detail: OggDetail,
  fixed: readonly HeaderPacket[],
  length: number,
): { pages: number; headerLength: number } {
  let segments = segmentsOf(length);
  let bytes = length;
  for (const packet of fixed) {
    segments += segmentsOf(packet.length);
    bytes += packet.length;
  }
  const pages = pagesFor(segments, detail.headerPages - 1);
  const { sharedPage } = detail;
  const audioPage = sharedPage === undefined ? 0 : PAGE_HEADER + sharedPage.audioSegments + sharedPage.audio.length;
  return { pages, headerLength: detail.firstPage.length + PAGE_HEADER * pages + segments + bytes + audioPage };
}

/** The audio packets of a page that header and audio share, on a page of their own. */
function firstAudioPage(detail: OggDetail, shared: SharedPage, pages: number, { source }: PlanFiles): Buffer {
  const { offset, segments, audioSegments, audio } = shared;
  const page = Buffer.from(source.read(offset, PAGE_HEADER + segments + audioSegments));
  return writePage(page.subarray(PAGE_HEADER + segments), Buffer.from(source.read(audio.offset, audio.length)), {
    serial: detail.serial,
    sequence: detail.firstSequence + 1 + pages,
    flags: (page[5] as number) & LAST_PAGE,
    granule: page.readBigUInt64LE(6),
  });
}

/** The shortest length, at least `least`, at which `measured` reaches `target`: it grows with the length, mostly by one. */
function shortestReaching(target: number, least: number, measured: (length: number) => number): number {
  let low = least;
  let high = least + target - measured(least);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (measured(middle) >= target) high = middle;
    else low = middle + 1;
  }
  return low;
}

function firstFlacPage({ firstPage }: OggDetail, packets: number, { source }: PlanFiles): Buffer {
  const page = Buffer.from(source.read(firstPage.offset, firstPage.length));
  page.writeUInt16BE(Math.min(packets, 0xffff), PAGE_HEADER + (page[26] as number) + PACKET_COUNT_AT);
  page.writeUInt32LE(0, CHECKSUM_AT);
  page.writeUInt32LE(oggCrc(page, 0, page.length), CHECKSUM_AT);
  return page;
}
