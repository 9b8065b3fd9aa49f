/**
 * The fixed parts of a file segment. The README has the whole format; the layout at a glance, in blocks of 512 bytes:
 *
 *     header | groups … | document ids | tombstones | first hash of each group | block of each group | footer
 *
 * A group is one hash block and the posting blocks with its documents' ordinals. All numbers are little-endian u32, all
 * blocks carry a checksum, and the footer is the file's last block: a file that was cut off has none.
 */

import { BLOCK_PAYLOAD_WORDS } from '../blocks/block.ts';

/** "DFPS" */
export const SEGMENT_MAGIC = 0x53504644;
export const SEGMENT_FORMAT = 1;
const FOOTER_MAGIC = 0x46504644;

export interface SegmentFooter {
  readonly documents: number;
  /** Smallest document id; meaningless without documents. */
  readonly firstId: number;
  /** Ids are first, first + 1, …; then the section of document ids is empty. */
  readonly consecutiveIds: boolean;
  readonly tombstones: number;
  readonly postings: number;
  readonly groups: number;
  /** Width of an ordinal in the posting blocks. */
  readonly ordinalBits: number;
  /** Block numbers where the sections begin. */
  readonly documentsAt: number;
  readonly tombstonesAt: number;
  readonly firstHashesAt: number;
  readonly groupBlocksAt: number;
  readonly footerAt: number;
}

/** Number of blocks of a section with this many words. */
export function sectionBlocks(words: number): number {
  return Math.ceil(words / BLOCK_PAYLOAD_WORDS);
}

/** Writes the header into a zeroed block (without its checksum). */
export function encodeHeader(words: Uint32Array): void {
  words[0] = SEGMENT_MAGIC;
  words[1] = SEGMENT_FORMAT;
}

/** Writes the footer into a zeroed block (without its checksum). */
export function encodeFooter(words: Uint32Array, footer: SegmentFooter): void {
  words.set([
    FOOTER_MAGIC,
    SEGMENT_FORMAT,
    footer.documents,
    footer.firstId,
    footer.consecutiveIds ? 1 : 0,
    footer.tombstones,
    footer.postings,
    footer.groups,
    footer.ordinalBits,
    footer.documentsAt,
    footer.tombstonesAt,
    footer.firstHashesAt,
    footer.groupBlocksAt,
    footer.footerAt,
  ]);
}

/** Decodes a verified footer block; a string says what is wrong with it. */
export function decodeFooter(words: Uint32Array, fileBlocks: number): SegmentFooter | string {
  if (words[0] !== FOOTER_MAGIC) return 'it has no footer';
  if (words[1] !== SEGMENT_FORMAT) return `its format ${words[1]} is not one that this program reads`;
  const footer: SegmentFooter = {
    documents: words[2]!,
    firstId: words[3]!,
    consecutiveIds: words[4] === 1,
    tombstones: words[5]!,
    postings: words[6]!,
    groups: words[7]!,
    ordinalBits: words[8]!,
    documentsAt: words[9]!,
    tombstonesAt: words[10]!,
    firstHashesAt: words[11]!,
    groupBlocksAt: words[12]!,
    footerAt: words[13]!,
  };
  const ids = footer.consecutiveIds ? 0 : footer.documents;
  const consistent =
    footer.footerAt === fileBlocks - 1 &&
    footer.tombstonesAt === footer.documentsAt + sectionBlocks(ids) &&
    footer.firstHashesAt === footer.tombstonesAt + sectionBlocks(footer.tombstones) &&
    footer.groupBlocksAt === footer.firstHashesAt + sectionBlocks(footer.groups) &&
    footer.footerAt === footer.groupBlocksAt + sectionBlocks(footer.groups) &&
    footer.ordinalBits >= 1 &&
    footer.ordinalBits <= 32;
  return consistent ? footer : 'its footer contradicts itself';
}
