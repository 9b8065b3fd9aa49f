/**
 * Reads Ogg Vorbis, Opus and Ogg FLAC: the header packets, and the end of the file for its length.
 *
 * Sources: RFC 3533 (Ogg), "Vorbis I specification" section 4.2, RFC 7845 (Opus), RFC 9639 section 10.1 (Ogg FLAC).
 */
import { PADDING, PICTURE, VORBIS_COMMENT } from '../flac/blocks.ts';
import type { ByteRange, KeptPart, Layout, PictureRef } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { readVorbisComments } from '../vorbis/read-comments.ts';
import { inPlace, Window } from '../window.ts';
import { blockType, isLastBlock, readPicture } from './flac-block.ts';
import { identify, type OggStream } from './identify.ts';
import { lastGranule } from './last-granule.ts';
import { FIRST_PAGE, PacketSource, PacketWalker, readPage, type Packet } from './pages.ts';

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
  let isLast = stream.furtherPackets === -1 && isLastBlock(window, comments);
  for (let k = 0; stream.furtherPackets === -1 ? !isLast : k < stream.furtherPackets; k += 1) {
    const packet = walker.next();
    let kind = 'packet';
    if (stream.properties.codec === 'flac') {
      isLast = isLastBlock(window, packet);
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
    firstPage: { offset: 0, length: first.end },
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

function readComments(
  window: Window,
  packet: Packet,
  stream: OggStream,
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
