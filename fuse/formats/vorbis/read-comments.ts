/**
 * Reads a Vorbis comment header: FLAC, Ogg Vorbis, Opus and Ogg FLAC all have it.
 *
 * Source: xiph.org "Ogg Vorbis I format specification: comment field and header specification", and for
 * pictures "FLAC format", METADATA_BLOCK_PICTURE as base64 (wiki.xiph.org/VorbisComment).
 * Bodies of pictures are not read: only the base64 text's place is noted.
 */
import type { PictureRef } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { NUMBER_FIELDS } from '../tag-mapping.ts';
import type { TagCollector } from '../tags/tag-collector.ts';
import type { Locate, Window } from '../window.ts';
import { COMMENT_NAMES } from './comment-names.ts';
import { base64Picture } from './picture-block.ts';

/** Comments up to here are read whole before their name is looked at. */
const SHORT_COMMENT = 4096;
/** A comment with a longer name is skipped. */
const LONGEST_NAME = 1024;
/** As much of the vendor string as is kept. */
const LONGEST_VENDOR = 256;

/**
 * Reads the comments in the window's `[begin, end)` and returns the vendor string.
 * `locate` says where the window's bytes lie in the file.
 */
export function readVorbisComments(
  window: Window,
  begin: number,
  end: number,
  locate: Locate,
  tags: TagCollector,
  pictures: PictureRef[],
): string {
  const vendorLength = lengthAt(window, begin, end);
  let i = window.at(begin + 4, vendorLength);
  const vendor = window.bytes.utf8Slice(i, i + Math.min(vendorLength, LONGEST_VENDOR));
  let position = begin + 4 + vendorLength;
  if (position + 4 > end) return vendor;
  i = window.at(position, 4);
  const count = window.bytes.readUInt32LE(i);
  position += 4;
  for (let k = 0; k < count && position + 4 <= end; k += 1) {
    const length = lengthAt(window, position, end);
    position += 4;
    if (length <= SHORT_COMMENT) {
      i = window.at(position, length);
      readComment(window, position, i, length, length, locate, tags, pictures);
    } else {
      const head = Math.min(length, LONGEST_NAME);
      i = window.at(position, head);
      readComment(window, position, i, head, length, locate, tags, pictures);
    }
    position += length;
  }
  return vendor;
}

function lengthAt(window: Window, position: number, end: number): number {
  const i = window.at(position, 4);
  const length = window.bytes.readUInt32LE(i);
  if (position + 4 + length > end) {
    throw new LayoutError(
      `A comment at ${position} claims to be ${length} bytes long, which is more than its header holds.`,
      position,
    );
  }
  return length;
}

/** Reads one comment of which `head` bytes are in the window at `i`. */
function readComment(
  window: Window,
  position: number,
  i: number,
  head: number,
  length: number,
  locate: Locate,
  tags: TagCollector,
  pictures: PictureRef[],
): void {
  let b = window.bytes;
  let equals = i;
  const limit = i + head;
  while (equals < limit && b[equals] !== 0x3d) equals += 1;
  if (equals === limit || equals === i) return;
  const name = b.latin1Slice(i, equals);
  const field = COMMENT_NAMES.get(name);
  const nameLength = equals - i;
  if (field === undefined) {
    const own = name.toLowerCase();
    if (own === 'metadata_block_picture' || own === 'coverart') {
      const picture = base64Picture(window, position + nameLength + 1, position + length, locate, own === 'coverart');
      if (picture !== null) pictures.push(picture);
      return;
    }
    // The image type of the old COVERART comment; the picture itself says it better.
    if (own === 'coverartmime') return;
    i = window.at(position, length);
    b = window.bytes;
    if (name !== own.toUpperCase()) tags.names[own] = name;
    tags.add(own, b.utf8Slice(i + nameLength + 1, i + length));
    return;
  }
  if (length > head) {
    i = window.at(position, length);
    b = window.bytes;
  }
  const value = b.utf8Slice(i + nameLength + 1, i + length);
  if (NUMBER_FIELDS.has(field)) tags.addNumber(field, value);
  else if (field === 'lyrics') tags.addOnce(field, value);
  else tags.add(field, value);
}
