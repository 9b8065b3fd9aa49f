/**
 * Plans a FLAC file: new comments and pictures, everything else from the original.
 *
 * Order of blocks: STREAMINFO, SEEKTABLE, comments, CUESHEET, APPLICATION and unknown ones, pictures, PADDING.
 * The seek table counts from the first frame, so it stays true behind a header of any length.
 */
import { writerDetail } from '../detail.ts';
import type { KeptPart } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import type { PlacedPicture, Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';
import { pictureHeadLength, writePictureHead } from '../vorbis/write-picture.ts';
import { writeVorbisComments } from '../vorbis/write-comments.ts';
import { PADDING, PICTURE, STREAMINFO, VORBIS_COMMENT } from './blocks.ts';

const BLOCK_HEADER = 4;
const LONGEST_BLOCK = 0xff_ffff;
const LAST = 0x80;
const SEEKTABLE = '3';

/** Pictures that no block can hold (16 MiB) are left out. */
export function planFlac({ layout, tags, pictures, minimumHeaderLength }: PlanInput): Plan {
  const { vendor, names } = writerDetail(layout);
  const builder = new PlanBuilder();
  builder.latin1('fLaC');
  for (const part of layout.kept) {
    if (part.kind === String(STREAMINFO) || part.kind === SEEKTABLE) writeKept(builder, part);
  }
  const at = builder.length;
  blockHeader(builder, VORBIS_COMMENT, 0);
  writeVorbisComments(builder, vendor, tags, names);
  builder.patchU24be(at + 1, builder.length - at - BLOCK_HEADER);
  for (const part of layout.kept) {
    if (part.kind !== String(STREAMINFO) && part.kind !== SEEKTABLE) writeKept(builder, part);
  }
  for (const picture of pictures) writePicture(builder, picture);
  writePadding(builder, headerLengthFor(builder.length + BLOCK_HEADER, minimumHeaderLength));
  builder.audioBegins();
  builder.source(layout.audio);
  return builder.finish();
}

function blockHeader(builder: PlanBuilder, type: number, length: number): void {
  builder.u8(type);
  builder.u24be(length);
}

function writeKept(builder: PlanBuilder, { kind, range }: KeptPart): void {
  blockHeader(builder, Number(kind), range.length);
  builder.source(range);
}

function writePicture(builder: PlanBuilder, picture: PlacedPicture): void {
  const length = pictureHeadLength(picture) + picture.length;
  if (length > LONGEST_BLOCK) return;
  blockHeader(builder, PICTURE, length);
  writePictureHead(builder, picture);
  builder.picture(picture);
}

/** Fills the header up to `end`; more than a block can hold takes several. */
function writePadding(builder: PlanBuilder, end: number): void {
  for (;;) {
    const left = end - builder.length - BLOCK_HEADER;
    // What is left behind a full block must have room for another header.
    const length = left <= LONGEST_BLOCK ? left : Math.min(LONGEST_BLOCK, left - BLOCK_HEADER);
    blockHeader(builder, length === left ? LAST | PADDING : PADDING, length);
    builder.zeros(length);
    if (length === left) return;
  }
}
