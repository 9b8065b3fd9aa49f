/**
 * The packets of an Ogg header behind the first page: comments, and what is kept of the original.
 *
 * The length of a packet is known at once; its bytes are made when the original and the pictures can be read, for art is
 * base64 text within the comments.
 */
import { writerDetail } from '../detail.ts';
import { PADDING, VORBIS_COMMENT } from '../flac/blocks.ts';
import type { ByteRange, KeptPart, Layout } from '../layout.ts';
import type { PlanFiles, PlanInput } from '../plan-input.ts';
import type { PlacedPicture } from '../plan.ts';
import { readPictureBody } from '../picture-body.ts';
import { PlanBuilder } from '../plan-builder.ts';
import { writeVorbisComments } from '../vorbis/write-comments.ts';
import { pictureHeadLength, writePictureHead } from '../vorbis/write-picture.ts';

/** A packet of which the length is known now, and the bytes when files can be read. */
export interface HeaderPacket {
  readonly length: number;
  make(files: PlanFiles): Uint8Array;
}

const PICTURE_COMMENT = 'METADATA_BLOCK_PICTURE=';
/** Length of the header of a FLAC block. */
export const BLOCK_HEADER = 4;
const LAST = 0x80;
const LONGEST_BLOCK = 0xff_ffff;
/** What pictures leave of a block of Ogg FLAC. */
const ROOM_FOR_TEXT = 0x10_0000;

/** The comment packet, pictures included. Pictures that a block of Ogg FLAC cannot hold are left out. */
export function commentPacket({ layout, tags, pictures }: PlanInput): HeaderPacket {
  const { codec } = layout.properties;
  const textLength = (picture: PlacedPicture): number =>
    PICTURE_COMMENT.length + Math.ceil((pictureHeadLength(picture) + picture.length) / 3) * 4;
  const room = codec === 'flac' ? LONGEST_BLOCK - ROOM_FOR_TEXT : Infinity;
  let taken = 0;
  const placed = pictures.filter((picture) => {
    const fits = taken + textLength(picture) <= room;
    if (fits) taken += 4 + textLength(picture);
    return fits;
  });
  // A block of FLAC has its header where the others have their magic.
  const head = comments(
    layout,
    tags,
    codec === 'vorbis' ? '\u0003vorbis' : codec === 'opus' ? 'OpusTags' : '\0\0\0\0',
    placed.length,
  );
  // The framing bit that ends Vorbis comments.
  const framing = codec === 'vorbis' ? [1] : [];
  const length = head.length + taken + framing.length;
  if (codec === 'flac') {
    head[0] = VORBIS_COMMENT;
    head.writeUIntBE(Math.min(length - BLOCK_HEADER, LONGEST_BLOCK), 1, 3);
  }
  return {
    length,
    make(files) {
      const packet = Buffer.alloc(length);
      let at = head.copy(packet);
      for (const picture of placed) {
        const text = textLength(picture);
        at = packet.writeUInt32LE(text, at);
        packet.write(PICTURE_COMMENT + pictureStructure(picture, files).toString('base64'), at);
        at += text;
      }
      packet.set(framing, at);
      return packet;
    },
  };
}

function comments(layout: Layout, tags: PlanInput['tags'], magic: string, further: number): Buffer {
  const { vendor, names } = writerDetail(layout);
  const builder = new PlanBuilder();
  builder.latin1(magic);
  writeVorbisComments(builder, vendor, tags, names, further);
  return builder.take();
}

/** FLAC's picture structure with the picture in it. */
function pictureStructure(picture: PlacedPicture, files: PlanFiles): Buffer {
  const builder = new PlanBuilder();
  writePictureHead(builder, picture);
  return Buffer.concat([builder.take(), readBody(picture, files)]);
}

function readBody({ body, length, encoded }: PlacedPicture, files: PlanFiles): Uint8Array {
  const source = body.kind === 'source' ? files.source : files.blob(body.path);
  const bytes =
    encoded === undefined ? Uint8Array.from(source.read(body.offset, length)) : readPictureBody(files.source, encoded);
  if (bytes.length !== length) throw new Error(`A picture is ${bytes.length} bytes long instead of ${length}.`);
  return bytes;
}

/** Packets of the original: a kind other than `+` begins one. */
export function keptPackets(kept: readonly KeptPart[]): HeaderPacket[] {
  const runs: ByteRange[][] = [];
  for (const { kind, range } of kept) {
    if (kind === '+') runs.at(-1)?.push(range);
    else runs.push([range]);
  }
  return runs.map((ranges) => ({
    length: ranges.reduce((sum, range) => sum + range.length, 0),
    make: ({ source }) => Buffer.concat(ranges.map(({ offset, length }) => Buffer.from(source.read(offset, length)))),
  }));
}

/** The blocks of Ogg FLAC without the padding: comments, and the original's other blocks. */
export function flacPackets(input: PlanInput): HeaderPacket[] {
  return [
    commentPacket(input),
    ...keptPackets(input.layout.kept).map(({ length, make }) => ({
      length,
      make(files: PlanFiles) {
        const packet = make(files);
        packet[0] = (packet[0] as number) & ~LAST;
        return packet;
      },
    })),
  ];
}

/** Padding of `length` bytes, its header included; the last block unless said otherwise. */
export function paddingBlock(length: number, last = LAST): HeaderPacket {
  return {
    length,
    make() {
      const packet = Buffer.alloc(length);
      packet[0] = last | PADDING;
      packet.writeUIntBE(length - BLOCK_HEADER, 1, 3);
      return packet;
    },
  };
}

/** The bytes with zeros behind them, `length` bytes in all. */
export function extended(bytes: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(length);
  longer.set(bytes);
  return longer;
}

export function isOggFlac({ properties }: Layout): boolean {
  return properties.codec === 'flac';
}
