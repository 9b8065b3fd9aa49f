/**
 * Reads Ogg Vorbis, Opus and Ogg FLAC: the header packets, and the end of the file for its length.
 *
 * Sources: RFC 3533 (Ogg), "Vorbis I specification" section 4.2, RFC 7845 (Opus), RFC 9639 section 10.1 (Ogg FLAC).
 */
import { PADDING, parseStreamInfo, PICTURE, STREAMINFO_LENGTH, VORBIS_COMMENT } from '../flac/blocks.ts';
import type { ByteRange, KeptPart, Layout, PictureRef, StreamProperties } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { readVorbisComments } from '../vorbis/read-comments.ts';
import { blockPicture } from '../vorbis/picture-block.ts';
import { inPlace, Window } from '../window.ts';
import { lastGranule } from './last-granule.ts';
import { FIRST_PAGE, PACKET_COUNT_AT, PacketSource, PacketWalker, readPage, type Packet } from './pages.ts';

/** What a header writer has to know of an Ogg file. */
export interface OggDetail {
  readonly vendor: string;
  readonly serial: number;
  /** Pages in front of the audio. */
  readonly headerPages: number;
  /** Sequence number of the first page. */
  readonly firstSequence: number;
  /** Sequence number that the first page of the audio has. */
  readonly audioSequence: number;
  /** The first page, whole. */
  readonly firstPage: ByteRange;
  /**
   * The last page of the header, where the first audio packets are on it, against the rules. They are not in the layout's
   * `audio`, which always begins with a page.
   */
  readonly sharedPage?: SharedPage;
}

export interface SharedPage {
  /** Where the page begins. */
  readonly offset: number;
  /** Number of its segments that belong to the header. */
  readonly segments: number;
  /** Number of its segments that are audio. */
  readonly audioSegments: number;
  /** What they hold. */
  readonly audio: ByteRange;
}

interface Stream {
  readonly properties: Omit<StreamProperties, 'duration' | 'bitrate'>;
  /** Samples at the beginning that are not played. */
  readonly skipped: number;
  /** Samples per second of granule positions. */
  readonly rate: number;
  /** Bytes in front of the comments in their packet. */
  readonly commentPrefix: number;
  /** Packets behind the comments that belong to the header; -1: as many as there are until a block says that it is the last. */
  readonly furtherPackets: number;
}

/** `null` for other codecs (Speex, Theora …) and for files of several streams. */
export function readOgg(window: Window): Layout | null {
  const walker = new PacketWalker(window);
  const first = walker.page;
  const stream = identify(window, walker.next());
  if (stream === null) return null;
  if (!walker.atPageEnd) throw new LayoutError('The Ogg file has more than its first packet on its first page.');
  if ((readPage(window, first.end).flags & FIRST_PAGE) !== 0) return null;

  const tags = new TagCollector();
  const pictures: PictureRef[] = [];
  const kept: KeptPart[] = [];
  const comments = walker.next();
  const vendor = readComments(window, comments, stream, tags, pictures);
  let isLast = stream.furtherPackets === -1 && lastBlock(window, comments);
  for (let k = 0; stream.furtherPackets === -1 ? !isLast : k < stream.furtherPackets; k += 1) {
    const packet = walker.next();
    let kind = 'packet';
    if (stream.properties.codec === 'flac') {
      isLast = lastBlock(window, packet);
      const type = blockType(window, packet);
      if (type === PICTURE && readPicture(window, packet, pictures)) continue;
      kind = `packet ${type}`;
    }
    if (kind !== `packet ${PADDING}`) {
      packet.runs.forEach((range, n) => kept.push({ kind: n === 0 ? kind : '+', range }));
    }
  }

  const last = walker.page;
  const audio = { offset: last.end, length: window.size - last.end };
  const granule = audio.length > 0 ? lastGranule(window, first.serial) : 0;
  if (granule < 0) return null;
  const duration = Math.max(0, granule - stream.skipped) / stream.rate;
  const detail: OggDetail = {
    vendor,
    serial: first.serial,
    headerPages: walker.pages,
    firstSequence: first.sequence,
    audioSequence: (last.sequence + 1) >>> 0,
    firstPage: { offset: first.offset, length: first.end - first.offset },
    ...(walker.atPageEnd ? {} : { sharedPage: sharedPage(window, walker) }),
  };
  return {
    container: 'ogg',
    properties: {
      ...stream.properties,
      duration,
      bitrate: duration === 0 ? 0 : Math.round((audio.length * 8) / duration),
    },
    audio,
    tags: tags.finish(),
    pictures,
    kept,
    detail: { ...detail, ...tags.nameDetail() },
  };
}

function sharedPage(window: Window, { page, segment, position }: PacketWalker): SharedPage {
  const audio = { offset: position, length: page.end - position };
  if (!window.covers(audio.offset, audio.length)) {
    throw new LayoutError('The Ogg file ends in its header.', page.offset);
  }
  return { offset: page.offset, segments: segment, audioSegments: page.lacing.length - segment, audio };
}

function identify(window: Window, packet: Packet): Stream | null {
  const { offset, length } = packet.runs[0] as ByteRange;
  const i = window.at(offset, length);
  const b = window.bytes;
  if (length >= 30 && b[i] === 1 && b.latin1Slice(i + 1, i + 7) === 'vorbis') {
    const sampleRate = b.readUInt32LE(i + 12);
    if (sampleRate === 0) throw new LayoutError('The Ogg Vorbis file says that it has no sample rate.');
    return {
      properties: { codec: 'vorbis', sampleRate, channels: b[i + 11] as number, lossless: false },
      skipped: 0,
      rate: sampleRate,
      commentPrefix: 7,
      furtherPackets: 1,
    };
  }
  if (length >= 19 && b.latin1Slice(i, i + 8) === 'OpusHead') {
    return {
      // Opus always plays at 48 kHz; the header only remembers what the encoder was given.
      properties: { codec: 'opus', sampleRate: 48_000, channels: b[i + 9] as number, lossless: false },
      skipped: b.readUInt16LE(i + 10),
      rate: 48_000,
      commentPrefix: 8,
      furtherPackets: 0,
    };
  }
  if (length >= 13 + 4 + STREAMINFO_LENGTH && b.latin1Slice(i, i + 5) === '\u007fFLAC') {
    const info = parseStreamInfo(b, i + 17);
    if (info.sampleRate === 0) throw new LayoutError('The Ogg FLAC file says that it has no sample rate.');
    return {
      properties: {
        codec: 'flac',
        sampleRate: info.sampleRate,
        channels: info.channels,
        bitsPerSample: info.bitsPerSample,
        lossless: true,
      },
      skipped: 0,
      rate: info.sampleRate,
      commentPrefix: 4,
      // TagLib forgets to mark the last block: the number of header packets is believed first, where it is given.
      furtherPackets: b.readUInt16BE(i + PACKET_COUNT_AT) - 1,
    };
  }
  return null;
}

function readComments(
  window: Window,
  packet: Packet,
  stream: Stream,
  tags: TagCollector,
  pictures: PictureRef[],
): string {
  const { commentPrefix, properties } = stream;
  if (packet.length < commentPrefix + 8) throw new LayoutError('The Ogg file has no comment header.');
  const run = packet.runs[0] as ByteRange;
  const i = window.at(run.offset, Math.min(8, run.length));
  const magic = window.bytes.latin1Slice(i, i + commentPrefix);
  const isComments =
    properties.codec === 'vorbis'
      ? magic === '\u0003vorbis'
      : properties.codec === 'opus'
        ? magic === 'OpusTags'
        : (magic.charCodeAt(0) & 0x7f) === VORBIS_COMMENT;
  if (!isComments) throw new LayoutError('The Ogg file has no comment header.', run.offset);
  if (packet.runs.length === 1) {
    return readVorbisComments(window, run.offset + commentPrefix, run.offset + run.length, inPlace, tags, pictures);
  }
  const source = new PacketSource(window, packet);
  return readVorbisComments(new Window(source), commentPrefix, packet.length, source.locate, tags, pictures);
}

function lastBlock(window: Window, packet: Packet): boolean {
  const { offset, length } = packet.runs[0] as ByteRange;
  if (length < 4) throw new LayoutError('The Ogg FLAC file has a block without a header.', offset);
  const i = window.at(offset, 1);
  return ((window.bytes[i] as number) & 0x80) !== 0;
}

function blockType(window: Window, packet: Packet): number {
  const i = window.at((packet.runs[0] as ByteRange).offset, 1);
  return (window.bytes[i] as number) & 0x7f;
}

/** Notes the picture of a block of Ogg FLAC, which may be spread over pages. */
function readPicture(window: Window, packet: Packet, pictures: PictureRef[]): boolean {
  const source = new PacketSource(window, packet);
  const picture = blockPicture(new Window(source), 4, packet.length);
  if (picture === null) return false;
  const parts = source.ranges(picture.location.offset, picture.location.offset + picture.location.length);
  const head = parts[0] as ByteRange;
  const tail = parts.at(-1) as ByteRange;
  pictures.push({
    ...picture,
    location: { offset: head.offset, length: tail.offset + tail.length - head.offset },
    ...(parts.length > 1 ? { parts, bodyLength: picture.location.length } : {}),
  });
  return true;
}
